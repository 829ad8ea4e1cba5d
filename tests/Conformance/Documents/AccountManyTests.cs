namespace Conformance.Documents;

[NeedsAccount, Collection(AccountCollection.Name)]
public sealed class AccountManyTests(AccountHarness harness) : ManyConformance(harness);
