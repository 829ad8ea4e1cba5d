namespace Conformance.Cosmos;

public sealed class VercelInstalledTests
{
    [Fact]
    public void The_cases_run_against_the_other_server_too()
    {
        Assert.SkipWhen(VercelHarness.Missing is not null, VercelHarness.Missing ?? "");

        Assert.True(typeof(VercelTests).IsDefined(typeof(NeedsVercelAttribute), inherit: false));
    }
}
