namespace Conformance.Cosmos;

/// <summary>What an endpoint answered to a step of a case.</summary>
/// <param name="Step">The step.</param>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body.</param>
public sealed record WireAnswer(WireStep Step, int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The body the case asks for, with what was kept before filled in; null when any will do.</summary>
    public string? Expected { get; init; }

    /// <summary>The headers the case asks for, with what was kept before filled in.</summary>
    public IReadOnlyDictionary<string, string> ExpectedHeaders { get; init; } = new Dictionary<string, string>();

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public override string ToString() => $"{Step.Method} {Step.Path} answered {Status} {Body}";
}
