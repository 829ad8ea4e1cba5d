using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.CosmosEmulator;

/// <summary>Queries as clients that plan for themselves (Windows, or Linux with the native planner) rewrite and send them.</summary>
public sealed class RewrittenQueryTests(QueryCases cases) : IClassFixture<QueryCases>
{
    [Theory]
    [InlineData("SELECT VALUE [{\"item\": COUNT(1)}] FROM c", """[[{"item":6}]]""")]
    [InlineData("SELECT {\"a\": {\"item\": {\"sum\": SUM(c.n), \"count\": COUNT(c.n)}}} AS payload\nFROM c WHERE c.n < 3", """[{"payload":{"a":{"item":{"sum":5.5,"count":3}}}}]""")]
    [InlineData("SELECT VALUE [{\"item\": MIN(c.n), \"item2\": {\"min\": MIN(c.n), \"count\": COUNT(c.n)}}] FROM c WHERE c.n = 'none'", """[[{"item2":{"count":0}}]]""")]
    [InlineData("SELECT [{\"item\": c.pk}] AS groupByItems, {\"n\": {\"item\": COUNT(1)}} AS payload\nFROM c\nGROUP BY c.pk",
        """[{"groupByItems":[{"item":"a"}],"payload":{"n":{"item":3}}},{"groupByItems":[{"item":"b"}],"payload":{"n":{"item":3}}}]""")]
    [InlineData("SELECT [{\"item\": c.ok}] AS orderByItems, c.id AS payload\nFROM c\nWHERE ((true) AND IS_DEFINED(c.id))\nORDER BY c.ok DESC",
        """[{"orderByItems":[{"item":true}],"payload":"1"},{"orderByItems":[{"item":false}],"payload":"2"},{"orderByItems":[{}],"payload":"6"},{"orderByItems":[{}],"payload":"5"},{"orderByItems":[{}],"payload":"4"},{"orderByItems":[{}],"payload":"3"}]""")]
    public async Task A_rewritten_query_is_answered_as_it_stands(string sql, string expected)
    {
        using var response = await cases.Fixture.SendAsync(
            "POST",
            $"dbs/db/colls/{cases.Container.Id}/docs",
            JsonSerializer.Serialize(new { query = sql }),
            ("x-ms-documentdb-isquery", "True"),
            ("x-ms-documentdb-partitionkeyrangeid", "0"));

        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), body["Documents"]), body.ToJsonString());
    }
}
