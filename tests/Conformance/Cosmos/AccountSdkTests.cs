namespace Conformance.Cosmos;

[NeedsAccountKey]
public sealed class AccountSdkTests(AccountWireHarness harness) : SdkConformance(harness), IClassFixture<AccountWireHarness>;
