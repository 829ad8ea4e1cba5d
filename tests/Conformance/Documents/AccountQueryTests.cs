namespace Conformance.Documents;

[NeedsAccount, Collection(AccountCollection.Name)]
public sealed class AccountQueryTests(AccountHarness harness) : QueryConformance(harness);
