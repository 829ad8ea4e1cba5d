using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Integration.CosmosEmulator;

/// <summary>Containers that tests split, and what is in them.</summary>
internal static class SplitContainers
{
    public static readonly JsonNode[] Keys = ["a", "b", "c", "ø", new string('x', 100), 7, -1.5, 1e300, true, false];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static PartitionKey Key(JsonNode key) => key.GetValueKind() switch
    {
        JsonValueKind.String => new PartitionKey((string)key!),
        JsonValueKind.Number => new PartitionKey(double.Parse(key.ToJsonString(), CultureInfo.InvariantCulture)),
        var kind => new PartitionKey(kind == JsonValueKind.True),
    };

    /// <summary>Three documents under each key.</summary>
    public static async Task<Container> FilledAsync(this EmulatorFixture fixture, PartitionKeyDefinitionVersion version)
    {
        var container = await fixture.ContainerAsync(configure: properties =>
        {
            properties.PartitionKeyDefinitionVersion = version;
            properties.IndexingPolicy.CompositeIndexes.Add([new() { Path = "/maybe" }, new() { Path = "/n" }]);
        });
        for (var i = 0; i < Keys.Length * 3; i++)
        {
            var document = new JsonObject { ["id"] = $"{i / Keys.Length}", ["pk"] = Keys[i % Keys.Length].DeepClone(), ["n"] = i * 7 % 30, ["name"] = $"cat {i % 4}", ["tags"] = new JsonArray("x", "y") };
            if (i % 3 == 0)
            {
                document["maybe"] = i % 2;
            }

            await container.CreateItemAsync(document, Key(Keys[i % Keys.Length]), cancellationToken: Token);
        }

        return container;
    }

    public static async Task SplitAsync(this EmulatorFixture fixture, Container container, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await fixture.Emulator.SplitAsync("db", container.Id);
        }
    }

    public static async Task<List<T>> QueryAsync<T>(Container container, string sql, QueryRequestOptions? options = null, FeedRange? range = null)
    {
        var results = new List<T>();
        using var iterator = range is null
            ? container.GetItemQueryIterator<T>(sql, requestOptions: options)
            : container.GetItemQueryIterator<T>(range, new QueryDefinition(sql), requestOptions: options);
        while (iterator.HasMoreResults)
        {
            results.AddRange(await iterator.ReadNextAsync(Token));
        }

        return results;
    }
}
