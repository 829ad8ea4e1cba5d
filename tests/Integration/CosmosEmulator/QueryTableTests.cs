using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Integration.CosmosEmulator;

/// <summary>The table of queries, answered by the endpoint as they are sent; see <see cref="NativePlannerTests"/> for the same table rewritten by a client.</summary>
public sealed class QueryTableTests(QueryCases cases) : IClassFixture<QueryCases>
{
    [Theory]
    [MemberData(nameof(QueryTable.Queries), MemberType = typeof(QueryTable))]
    public Task A_query_gives(string sql, string results) => cases.IsAsync(sql, results);

    [Theory]
    [MemberData(nameof(QueryTable.Shapes), MemberType = typeof(QueryTable))]
    public async Task Pages_of_any_size_give_the_same(string sql, string results)
    {
        for (var size = 1; size <= 4; size++)
        {
            var actual = new JsonArray();
            string? token = null;
            do
            {
                // A new iterator for each page, so that the token alone carries the place; but for groups and distinct values the SDK gives no tokens.
                using var iterator = cases.Container.GetItemQueryStreamIterator(sql, token, new QueryRequestOptions { MaxItemCount = size });
                do
                {
                    using var page = await iterator.ReadNextAsync(TestContext.Current.CancellationToken);
                    var documents = JsonNode.Parse(page.EnsureSuccessStatusCode().Content)!["Documents"]!.AsArray();
                    Assert.True(documents.Count <= size);
                    actual = new JsonArray([.. actual.Concat(documents).Select(document => document?.DeepClone())]);
                    token = NativePlannerClient.HasTokens(sql) ? page.ContinuationToken : null;
                }
                while (token is null && iterator.HasMoreResults);
            }
            while (token is not null);

            Assert.True(NativePlannerTests.AreSame(sql, JsonNode.Parse(results)!.AsArray(), actual), $"Pages of {size}: {actual.ToJsonString()}");
        }
    }

    [Theory]
    [MemberData(nameof(QueryTable.Refusals), MemberType = typeof(QueryTable))]
    public async Task A_refusal_names_the_place_and_the_construct(string sql, int start, string message)
    {
        var exception = await Assert.ThrowsAsync<CosmosException>(() => cases.RunAsync(new(sql)));

        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        var error = JsonNode.Parse(exception.Message[exception.Message.IndexOf("{\"errors\"", StringComparison.Ordinal)..(exception.Message.LastIndexOf("]}", StringComparison.Ordinal) + 2)])!["errors"]![0]!;
        Assert.Contains(message, (string)error["message"]!, StringComparison.Ordinal);
        Assert.Equal(start, (int)error["location"]!["start"]!);
    }
}
