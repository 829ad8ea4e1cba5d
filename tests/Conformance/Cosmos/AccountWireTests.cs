namespace Conformance.Cosmos;

[NeedsAccountKey]
public sealed class AccountWireTests(AccountWireHarness harness) : WireConformance(harness), IClassFixture<AccountWireHarness>;
