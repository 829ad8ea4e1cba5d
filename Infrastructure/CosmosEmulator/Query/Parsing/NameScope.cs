namespace Virga.CosmosEmulator;

/// <summary>The names an expression may use: those of its own FROM and of the queries around it.</summary>
internal sealed class NameScope(NameScope? outer)
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);

    public NameScope? Outer { get; } = outer;

    /// <summary>The aggregates found while the SELECT of this scope is read; null where aggregates are not allowed.</summary>
    public List<AggregateExpression>? Aggregates { get; set; }

    /// <summary>Where in the query an expression is read: what a refusal of an aggregate says.</summary>
    public string Clause { get; set; } = "";

    /// <summary>Whether a name in the first place of FROM that is bound nowhere is the container.</summary>
    public bool MayReadContainer { get; init; }

    public bool TryGet(string name, out int slot) => _slots.TryGetValue(name, out slot) || (Outer is not null && Outer.TryGet(name, out slot));

    public void Add(Token name, int slot)
    {
        if (!_slots.TryAdd(name.Text, slot))
        {
            throw QuerySyntax.Error(name, $"The input set name or alias {name} is specified more than once in the FROM clause.", "SC2021");
        }
    }
}
