namespace Conformance.Documents;

[Collection(EmulatorCollection.Name)]
public sealed class EmulatorLayoutTests(EmulatorHarness harness) : LayoutConformance(harness);
