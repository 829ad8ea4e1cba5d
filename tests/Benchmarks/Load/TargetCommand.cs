namespace Benchmarks;

/// <summary>How a measured server is started.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Assembly">The assembly to run with <c>dotnet</c>.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="ReadyPath">A path that answers 200 once it is up.</param>
/// <param name="Data">Where it keeps its data, if any.</param>
internal sealed record TargetCommand(string Name, string Assembly, IReadOnlyList<string> Arguments, string ReadyPath, string Data);
