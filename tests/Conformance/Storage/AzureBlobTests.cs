namespace Conformance.Storage;

[NeedsAzurite, Collection(AzuriteCollection.Name)]
public sealed class AzureBlobTests(AzuriteHarness harness) : BlobConformance(harness);
