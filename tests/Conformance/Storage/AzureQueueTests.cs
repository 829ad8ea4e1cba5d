namespace Conformance.Storage;

[NeedsAzurite, Collection(AzuriteCollection.Name)]
public sealed class AzureQueueTests(AzuriteHarness harness) : QueueConformance(harness);
