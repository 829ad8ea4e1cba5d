using Conformance.Running;
using Microsoft.Azure.Cosmos;

namespace Conformance.Cosmos;

/// <summary>Every case of <see cref="SdkCases"/> against one endpoint, through the .NET SDK.</summary>
public abstract class SdkConformance(WireHarness harness)
{
    [ConformanceTheory]
    [MemberData(nameof(SdkCases.Names), MemberType = typeof(SdkCases))]
    public async Task A_case_of_the_SDK_comes_out_as_the_table_says(string name)
    {
        var token = TestContext.Current.CancellationToken;
        Container container = await harness.Sdk.GetDatabase(harness.Database).CreateContainerAsync($"c{Guid.NewGuid():n}", "/pk", cancellationToken: token);
        foreach (var (id, pk) in (ValueTuple<string, string>[])[("1", "oslo"), ("2", "oslo"), ("3", "oslo"), ("4", "rome")])
        {
            await container.CreateItemAsync(SdkCases.Cat(id, pk), new PartitionKey(pk), cancellationToken: token);
        }

        var one = SdkCases.Named(name);
        string outcome;
        try
        {
            outcome = await one.Run(container);
        }
        catch (CosmosException exception)
        {
            outcome = $"{exception.StatusCode}/{exception.SubStatusCode}";
        }

        Assert.Equal(one.Expected, outcome);
    }
}
