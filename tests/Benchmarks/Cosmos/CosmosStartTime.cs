namespace Benchmarks;

/// <summary>One start.</summary>
/// <param name="Inside">From opening the endpoint to the answer, in a process that runs; null when it is the process itself that serves.</param>
/// <param name="Cpu">The processor time of that.</param>
/// <param name="Whole">From the start of the process to the answer.</param>
internal sealed record CosmosStartTime(TimeSpan? Inside, TimeSpan? Cpu, TimeSpan Whole);
