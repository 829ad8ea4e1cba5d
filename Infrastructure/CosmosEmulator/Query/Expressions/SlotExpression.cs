namespace Virga.CosmosEmulator;

/// <summary>The value of a name that FROM binds.</summary>
internal sealed class SlotExpression(string name, int slot) : Expression
{
    public string Name { get; } = name;

    public int Slot { get; } = slot;

    public override string Signature => $"${Slot}";

    public override Value Evaluate(Row row) => row.Slots[Slot];
}
