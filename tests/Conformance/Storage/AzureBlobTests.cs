namespace Conformance.Storage;

[NeedsAzurite]
public sealed class AzureBlobTests(AzuriteHarness harness) : BlobConformance(harness);
