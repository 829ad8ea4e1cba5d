using Microsoft.Azure.Cosmos;

namespace Conformance.Cosmos;

/// <summary>A case that needs an SDK: what it sends is not for people to write.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Run">The requests; in a container of its own with the partition key <c>/pk</c> and the documents 1, 2 and 3 in <c>oslo</c> and 4 in <c>rome</c>, whose <c>n</c> is their id.</param>
/// <param name="Expected">What they come to, as text.</param>
public sealed record SdkCase(string Name, Func<Container, Task<string>> Run, string Expected);
