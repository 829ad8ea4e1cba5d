using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Integration.CosmosEmulator;

/// <summary>Runs query texts through the SDK over a handful of documents and compares the results as JSON.</summary>
public sealed class QueryCases : IAsyncLifetime
{
    public static readonly string[] Documents =
    [
        """{"id":"1","pk":"a","n":1,"name":"Tom","tags":["x","y"],"address":{"city":"Oslo","order":7},"ok":true,"toys":[{"k":"ball","p":3},{"k":"mouse","p":5}]}""",
        """{"id":"2","pk":"a","n":2,"name":"Tim","tags":["y"],"ok":false,"toys":[]}""",
        """{"id":"3","pk":"a","n":null,"name":"Ann"}""",
        """{"id":"4","pk":"b","n":"2","name":"Åsa_%","tags":["z"]}""",
        """{"id":"5","pk":"b","name":"Bob","n":[1,2],"born":"2026-01-31T10:00:00.0000000Z"}""",
        """{"id":"6","pk":"b","n":2.5,"name":"tom"}""",
    ];

    private readonly EmulatorFixture _fixture = new();
    private Container _container = null!;

    public Container Container => _container;

    public EmulatorFixture Fixture => _fixture;

    public async ValueTask InitializeAsync()
    {
        _container = await _fixture.ContainerAsync();
        foreach (var document in Documents)
        {
            using var response = await _container.CreateItemStreamAsync(
                new MemoryStream(Encoding.UTF8.GetBytes(document)), new PartitionKey((string)JsonNode.Parse(document)!["pk"]!));
            response.EnsureSuccessStatusCode();
        }
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    public async Task<JsonArray> RunAsync(QueryDefinition query, QueryRequestOptions? options = null)
    {
        var results = new JsonArray();
        using var iterator = _container.GetItemQueryStreamIterator(query, requestOptions: options);
        while (iterator.HasMoreResults)
        {
            using var page = await iterator.ReadNextAsync(TestContext.Current.CancellationToken);
            if (!page.IsSuccessStatusCode)
            {
                throw new CosmosException(page.ErrorMessage, page.StatusCode, 0, "", 0);
            }

            foreach (var document in JsonNode.Parse(page.Content)!["Documents"]!.AsArray())
            {
                results.Add(document?.DeepClone());
            }
        }

        return results;
    }

    public async Task IsAsync(string sql, string expected)
    {
        var actual = await RunAsync(new QueryDefinition(sql));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"{sql}\n  expected {expected}\n  actual   {actual.ToJsonString()}");
    }
}
