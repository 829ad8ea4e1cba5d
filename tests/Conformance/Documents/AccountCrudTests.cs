namespace Conformance.Documents;

[NeedsAccount, Collection(AccountCollection.Name)]
public sealed class AccountCrudTests(AccountHarness harness) : CrudConformance(harness);
