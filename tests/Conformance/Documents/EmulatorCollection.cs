namespace Conformance.Documents;

/// <summary>The suites that share one embedded endpoint.</summary>
[CollectionDefinition(Name)]
public sealed class EmulatorCollection : ICollectionFixture<EmulatorHarness>
{
    public const string Name = "Embedded endpoint";
}
