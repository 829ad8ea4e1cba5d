namespace Conformance.Documents;

/// <summary>The suites that share one account and one database in it.</summary>
[CollectionDefinition(Name)]
public sealed class AccountCollection : ICollectionFixture<AccountHarness>
{
    public const string Name = "Account";
}
