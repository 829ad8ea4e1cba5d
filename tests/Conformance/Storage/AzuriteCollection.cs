namespace Conformance.Storage;

/// <summary>The suites that share one Azurite; nothing else waits for it or fails with it.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteHarness>
{
    public const string Name = "Azurite";
}
