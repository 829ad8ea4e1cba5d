namespace Conformance.Documents;

[Collection(EmulatorCollection.Name)]
public sealed class EmulatorManyTests(EmulatorHarness harness) : ManyConformance(harness);
