namespace Conformance.Documents;

[Collection(EmulatorCollection.Name)]
public sealed class EmulatorCrudTests(EmulatorHarness harness) : CrudConformance(harness);
