namespace Conformance.Documents;

[NeedsAccount, Collection(AccountCollection.Name)]
public sealed class AccountLayoutTests(AccountHarness harness) : LayoutConformance(harness);
