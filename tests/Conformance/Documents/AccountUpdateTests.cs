namespace Conformance.Documents;

[NeedsAccount, Collection(AccountCollection.Name)]
public sealed class AccountUpdateTests(AccountHarness harness) : UpdateConformance(harness);
