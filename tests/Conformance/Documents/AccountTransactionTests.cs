namespace Conformance.Documents;

[NeedsAccount, Collection(AccountCollection.Name)]
public sealed class AccountTransactionTests(AccountHarness harness) : TransactionConformance(harness);
