namespace Conformance.Documents;

[Collection(EmulatorCollection.Name)]
public sealed class EmulatorConditionTests(EmulatorHarness harness) : ConditionConformance(harness);
