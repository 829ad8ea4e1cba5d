namespace Conformance.Cosmos;

public sealed class EmbeddedSdkTests(EmbeddedWireHarness harness) : SdkConformance(harness), IClassFixture<EmbeddedWireHarness>;
