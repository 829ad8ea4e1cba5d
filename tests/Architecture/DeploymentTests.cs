using System.Text.Json;
using Support;

namespace Architecture;

/// <summary>What the functions listen to is deployed with them.</summary>
public sealed class DeploymentTests
{
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void Every_queue_of_a_function_is_deployed_and_its_poison_queue_too(string environment)
    {
        using var functions = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("Functions/functions.json")));
        var queues =
            from function in functions.RootElement.EnumerateArray()
            from binding in function.GetProperty("bindings").EnumerateArray()
            where binding.GetProperty("type").GetString() == "queueTrigger"
            from name in (string[])["", "-poison"]
            select binding.GetProperty("queueName").GetString() + name;
        using var snapshot = JsonDocument.Parse(File.ReadAllText(Repository.PathOf($"bicep/parameters/{environment}.snapshot.json")));
        var deployed = snapshot.RootElement.GetProperty("predictedResources").EnumerateArray()
            .Where(resource => resource.GetProperty("type").GetString() == "Microsoft.Storage/storageAccounts/queueServices/queues")
            .Select(resource => resource.GetProperty("name").GetString()!.Split('/')[^1]);

        Assert.NotEmpty(queues);
        Rule.Holds("Add it to queueNames of bicep/modules/storage.bicep, then ./dev bicep.", queues.Except(deployed));
    }
}
