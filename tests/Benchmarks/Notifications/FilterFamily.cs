namespace Benchmarks;

/// <summary>Policies of one kind, and what event-ruler does with policies of that kind.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Policies">The policies, on bodies.</param>
/// <param name="Peer">event-ruler's events per CPU-second; 0 when not measured.</param>
internal sealed record FilterFamily(string Name, IReadOnlyList<string> Policies, double Peer);
