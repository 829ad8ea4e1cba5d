namespace Conformance.Documents;

[NeedsAccount, Collection(AccountCollection.Name)]
public sealed class AccountResultTests(AccountHarness harness) : ResultConformance(harness);
