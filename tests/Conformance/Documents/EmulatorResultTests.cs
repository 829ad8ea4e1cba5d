namespace Conformance.Documents;

[Collection(EmulatorCollection.Name)]
public sealed class EmulatorResultTests(EmulatorHarness harness) : ResultConformance(harness);
