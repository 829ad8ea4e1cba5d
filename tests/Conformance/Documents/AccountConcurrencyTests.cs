namespace Conformance.Documents;

[NeedsAccount, Collection(AccountCollection.Name)]
public sealed class AccountConcurrencyTests(AccountHarness harness) : ConcurrencyConformance(harness);
