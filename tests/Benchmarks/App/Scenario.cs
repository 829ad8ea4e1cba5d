namespace Benchmarks;

/// <summary>One request, asked of two servers.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Server">The server in question.</param>
/// <param name="Yardstick">The bare minimal API.</param>
/// <param name="Prepare">Makes the request for a running server, and whatever has to be there first.</param>
internal sealed record Scenario(
    string Name, TargetCommand Server, TargetCommand Yardstick, Func<TargetProcess, TargetCommand, CancellationToken, Task<RequestTemplate>> Prepare);
