namespace Conformance.Documents;

[Collection(EmulatorCollection.Name)]
public sealed class EmulatorTransactionTests(EmulatorHarness harness) : TransactionConformance(harness);
