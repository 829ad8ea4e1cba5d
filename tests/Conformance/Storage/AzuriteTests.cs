namespace Conformance.Storage;

public sealed class AzuriteTests
{
    [Fact]
    public void The_storage_suites_run_against_Azurite()
    {
        Assert.SkipWhen(NeedsAzuriteAttribute.Reason is not null, NeedsAzuriteAttribute.Reason ?? "");

        Assert.All([typeof(AzureQueueTests), typeof(AzureBlobTests)], suite => Assert.True(suite.IsDefined(typeof(NeedsAzuriteAttribute), inherit: false)));
    }
}
