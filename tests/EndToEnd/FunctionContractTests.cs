using Support;

namespace EndToEnd;

/// <summary>What the Functions host will be told of the app.</summary>
public sealed class FunctionContractTests
{
    [Fact]
    public async Task The_functions_are_those_of_functions_json_which_dev_functions_renews()
    {
        var committed = await File.ReadAllTextAsync(Repository.PathOf("Functions/functions.json"), TestContext.Current.CancellationToken);

        var made = await AppProcess.RunAsync(":memory:", TestContext.Current.CancellationToken, "functions");

        Assert.Equal(committed.Trim(), made, ignoreLineEndingDifferences: true);
    }
}
