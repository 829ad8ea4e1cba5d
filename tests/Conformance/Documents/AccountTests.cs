namespace Conformance.Documents;

public sealed class AccountTests
{
    [Fact]
    public void The_document_suites_run_against_an_account()
    {
        Assert.SkipWhen(NeedsAccountAttribute.Reason is not null, NeedsAccountAttribute.Reason ?? "");

        Assert.Equal(SuitesOf<EmulatorHarness>(), SuitesOf<AccountHarness>());
    }

    [Fact]
    public void Every_suite_runs_against_the_embedded_endpoint_and_against_an_account()
    {
        var suites = typeof(StoreConformance).Assembly.GetTypes()
            .Where(type => type.IsAbstract && type.IsSubclassOf(typeof(StoreConformance))).Select(type => type.Name).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(suites, SuitesOf<EmulatorHarness>());
        Assert.Equal(suites, SuitesOf<AccountHarness>());
    }

    private static List<string> SuitesOf<THarness>() =>
        [.. typeof(StoreConformance).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(StoreConformance))
                && type.GetConstructors().Single().GetParameters().Single().ParameterType == typeof(THarness))
            .Where(type => typeof(THarness) != typeof(AccountHarness) || type.IsDefined(typeof(NeedsAccountAttribute), inherit: false))
            .Select(type => type.BaseType!.Name).Order(StringComparer.Ordinal)];
}
