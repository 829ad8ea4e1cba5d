namespace Virga.CosmosEmulator;

/// <summary>What one text shares between its queries and subqueries while it is parsed.</summary>
internal sealed class ParserState
{
    private readonly List<string> _parameters = [];

    public int Slots { get; private set; }

    public IReadOnlyList<string> Parameters => _parameters;

    public int NewSlot() => Slots++;

    public int Parameter(string name)
    {
        var index = _parameters.IndexOf(name);
        if (index < 0)
        {
            index = _parameters.Count;
            _parameters.Add(name);
        }

        return index;
    }
}
