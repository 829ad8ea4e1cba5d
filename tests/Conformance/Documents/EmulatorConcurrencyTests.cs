namespace Conformance.Documents;

[Collection(EmulatorCollection.Name)]
public sealed class EmulatorConcurrencyTests(EmulatorHarness harness) : ConcurrencyConformance(harness);
