using Virga.Cosmos;

namespace Integration.Documents;

public sealed class CosmosOptionsTests
{
    [Theory]
    [InlineData(399, null, "Cosmos:Throughput is 399. It must be 400 to 1000000 in hundreds.")]
    [InlineData(450, null, "Cosmos:Throughput is 450. It must be 400 to 1000000 in hundreds.")]
    [InlineData(null, 1500, "Cosmos:AutoscaleMaxThroughput is 1500. It must be 1000 to 1000000 in thousands.")]
    [InlineData(400, 1000, "Cosmos has Throughput and AutoscaleMaxThroughput. Keep one of them.")]
    public void A_wrong_throughput_is_told_with_the_fix(int? manual, int? autoscale, string fault)
    {
        var options = new CosmosOptions { AccountEndpoint = new Uri("https://virga.documents.azure.com/"), Throughput = manual, AutoscaleMaxThroughput = autoscale };

        Assert.Equal([fault], new CosmosOptionsValidator().Validate(null, options).Failures);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(1000, null)]
    [InlineData(null, 4000)]
    public void A_right_one_is_taken(int? manual, int? autoscale)
    {
        var options = new CosmosOptions { AccountEndpoint = new Uri("https://virga.documents.azure.com/"), Throughput = manual, AutoscaleMaxThroughput = autoscale };

        Assert.True(new CosmosOptionsValidator().Validate(null, options).Succeeded);
    }
}
