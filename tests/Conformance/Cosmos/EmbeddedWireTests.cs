namespace Conformance.Cosmos;

public sealed class EmbeddedWireTests(EmbeddedWireHarness harness) : WireConformance(harness), IClassFixture<EmbeddedWireHarness>;
