namespace Conformance.Storage;

[NeedsAzurite]
public sealed class AzureQueueTests(AzuriteHarness harness) : QueueConformance(harness);
