namespace Conformance.Documents;

[Collection(EmulatorCollection.Name)]
public sealed class EmulatorUpdateTests(EmulatorHarness harness) : UpdateConformance(harness);
