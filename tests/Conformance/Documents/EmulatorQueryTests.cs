namespace Conformance.Documents;

[Collection(EmulatorCollection.Name)]
public sealed class EmulatorQueryTests(EmulatorHarness harness) : QueryConformance(harness);
