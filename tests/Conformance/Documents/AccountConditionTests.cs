namespace Conformance.Documents;

[NeedsAccount, Collection(AccountCollection.Name)]
public sealed class AccountConditionTests(AccountHarness harness) : ConditionConformance(harness);
