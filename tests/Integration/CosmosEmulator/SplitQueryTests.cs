using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using static Integration.CosmosEmulator.SplitContainers;

namespace Integration.CosmosEmulator;

/// <summary>Queries over containers of several physical ranges.</summary>
public sealed class SplitQueryTests : IAsyncDisposable
{
    private readonly EmulatorFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n", false)]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n DESC", false)]
    [InlineData("SELECT c.n AS x, c.name FROM c WHERE c.n > 3 OR c.n < 2 ORDER BY c.n", false)]
    [InlineData("SELECT TOP 7 VALUE c.n FROM c ORDER BY c.n DESC", false)]
    [InlineData("SELECT * FROM c ORDER BY c.n OFFSET 5 LIMIT 9", false)]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.maybe, c.n", false)]
    [InlineData("SELECT VALUE COUNT(1) FROM c", false)]
    [InlineData("SELECT VALUE AVG(c.n) FROM c WHERE c.n > 4", false)]
    [InlineData("SELECT COUNT(1) AS count, SUM(c.n) total, MIN(c.n), MAX(c[\"n\"]) AS largest, AVG(c.n) AS mean FROM c", false)]
    [InlineData("SELECT VALUE MAX(c.none) FROM c", false)]
    [InlineData("SELECT DISTINCT VALUE c.name FROM c", true)]
    [InlineData("SELECT DISTINCT c.name, c.maybe FROM c", true)]
    [InlineData("SELECT DISTINCT VALUE c.name FROM c ORDER BY c.name", false)]
    [InlineData("SELECT c.name, COUNT(1) AS count, AVG(c.n) FROM c GROUP BY c.name", true)]
    [InlineData("SELECT VALUE SUM(c.n) FROM c GROUP BY c.name", true)]
    [InlineData("SELECT VALUE t FROM c JOIN t IN c.tags WHERE t != 'y'", true)]
    [InlineData("SELECT VALUE COUNT(t) FROM c JOIN t IN c.tags", false)]
    public async Task Queries_over_several_ranges_answer_as_over_one(string sql, bool inAnyOrder)
    {
        var container = await _fixture.FilledAsync(PartitionKeyDefinitionVersion.V2);
        var expected = await QueryAsync<JsonNode>(container, sql);
        await _fixture.SplitAsync(container, 3);
        using var client = EmulatorFixture.Connect(_fixture.Emulator);
        var split = client.GetContainer("db", container.Id);

        foreach (var pageSize in (int[])[-1, 2])
        {
            var actual = await QueryAsync<JsonNode>(split, sql, new() { MaxItemCount = pageSize });

            Assert.Equal(Sorted(expected, inAnyOrder), Sorted(actual, inAnyOrder));
        }
    }

    [Fact]
    public async Task TOP_and_OFFSET_cut_the_whole_and_not_each_range()
    {
        var container = await _fixture.FilledAsync(PartitionKeyDefinitionVersion.V2);
        await _fixture.SplitAsync(container, 2);

        Assert.Equal(7, (await QueryAsync<JsonNode>(container, "SELECT TOP 7 * FROM c")).Count);
        Assert.Equal(4, (await QueryAsync<JsonNode>(container, "SELECT * FROM c OFFSET 26 LIMIT 9")).Count);
        Assert.Equal(2, (await QueryAsync<JsonNode>(container, "SELECT DISTINCT TOP 2 VALUE c.name FROM c")).Count);
    }

    [Fact]
    public async Task A_query_goes_on_over_a_split_between_its_pages()
    {
        var container = await _fixture.FilledAsync(PartitionKeyDefinitionVersion.V2);
        await _fixture.SplitAsync(container, 1);
        foreach (var sql in (string[])["SELECT VALUE c.n FROM c", "SELECT VALUE c.n FROM c ORDER BY c.n"])
        {
            var found = new List<int>();
            string? continuation = null;
            var splits = 0;
            do
            {
                // A new iterator each time, as between two requests of an application.
                using var iterator = container.GetItemQueryIterator<int>(sql, continuation, new() { MaxItemCount = 4 });
                var page = await iterator.ReadNextAsync(Token);
                found.AddRange(page);
                continuation = page.ContinuationToken;
                if (found.Count >= 4 && splits++ == 0)
                {
                    await _fixture.SplitAsync(container, 1);
                }
            }
            while (continuation is not null);

            Assert.Equal(Enumerable.Range(0, 30), sql.Contains("ORDER") ? found : found.Order());
        }
    }

    [Theory]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n", 30)]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n DESC OFFSET 3 LIMIT 20", 20)]
    [InlineData("SELECT TOP 9 VALUE c.n FROM c ORDER BY c.n", 9)]
    [InlineData("SELECT TOP 9 VALUE c.n FROM c", 9)]
    [InlineData("SELECT DISTINCT VALUE c.n FROM c", 30)]
    [InlineData("SELECT c.name, COUNT(1) AS count FROM c GROUP BY c.name", 4)]
    [InlineData("SELECT VALUE COUNT(1) FROM c", 1)]
    public async Task A_query_that_began_over_one_range_goes_on_over_two(string sql, int count)
    {
        foreach (var afterPlan in (bool[])[false, true])
        {
            var container = await _fixture.FilledAsync(PartitionKeyDefinitionVersion.V2);
            var expected = await QueryAsync<JsonNode>(container, sql);
            var actual = new List<JsonNode>();
            var splits = 0;
            using var client = EmulatorFixture.Connect(_fixture.Emulator, options => options.HttpClientFactory = () => new HttpClient(new AfterPlanHandler(
                _fixture.Emulator.CreateHandler(), async () => splits += afterPlan && splits == 0 ? (await _fixture.Emulator.SplitAsync("db", container.Id)).Count - 1 : 0)));
            using var iterator = client.GetContainer("db", container.Id).GetItemQueryIterator<JsonNode>(sql, requestOptions: new() { MaxItemCount = 2 });
            while (iterator.HasMoreResults)
            {
                actual.AddRange(await iterator.ReadNextAsync(Token));
                if (splits == 0 && actual.Count > 0)
                {
                    await _fixture.SplitAsync(container, 1);
                    splits = 1;
                }
            }

            Assert.Equal(1, splits);
            Assert.Equal(count, actual.Count);
            // Which are the first without an order is open.
            if (sql.Contains("ORDER") || !sql.Contains("TOP"))
            {
                Assert.Equal(Sorted(expected, !sql.Contains("ORDER")), Sorted(actual, !sql.Contains("ORDER")));
            }
        }
    }

    [Theory]
    [InlineData("SELECT VALUE COUNT(1) FROM (SELECT DISTINCT VALUE c.name FROM c)")]
    [InlineData("SELECT COUNT(1) AS names FROM (SELECT DISTINCT c.name, c.maybe FROM c WHERE c.n > 3)")]
    [InlineData("SELECT VALUE 7")]
    [InlineData("SELECT VALUE x FROM (SELECT VALUE [1, 2, 3]) AS a JOIN x IN a")]
    [InlineData("SELECT VALUE s FROM (SELECT VALUE c.n FROM c WHERE c.n < 9) s WHERE s > 3")]
    [InlineData("SELECT VALUE SUM(s) FROM (SELECT VALUE c.n FROM c WHERE c.n < 9) s")]
    [InlineData("SELECT VALUE c.tags[0] FROM c ORDER BY c.tags[0]")]
    public async Task Subqueries_and_queries_without_documents_answer_over_several_ranges_as_over_one(string sql)
    {
        var container = await _fixture.FilledAsync(PartitionKeyDefinitionVersion.V2);
        var expected = await QueryAsync<JsonNode>(container, sql);
        await _fixture.SplitAsync(container, 3);

        var actual = await QueryAsync<JsonNode>(container, sql);

        Assert.NotEmpty(expected);
        Assert.Equal(Sorted(expected, true), Sorted(actual, true));
    }

    [Theory]
    [InlineData("SELECT c.name, COUNT(1) AS count FROM c GROUP BY c.name ORDER BY c.name")]
    [InlineData("SELECT VALUE MAKELIST(c.name) FROM c")]
    [InlineData("SELECT DISTINCT VALUE COUNT(1) FROM c GROUP BY c.name")]
    [InlineData("SELECT VALUE s FROM (SELECT DISTINCT VALUE c.name FROM c) s")]
    public async Task What_clients_cannot_put_together_is_answered_over_one_range_and_refused_over_several(string sql)
    {
        var container = await _fixture.FilledAsync(PartitionKeyDefinitionVersion.V2);
        Assert.NotEmpty(await QueryAsync<JsonNode>(container, sql));
        using var planned = container.GetItemQueryIterator<JsonNode>(sql, requestOptions: new() { MaxItemCount = 1 });
        await planned.ReadNextAsync(Token);
        await _fixture.SplitAsync(container, 1);

        await PointOperationTests.RefusedAsync(HttpStatusCode.BadRequest, 0, () => QueryAsync<JsonNode>(container, sql));
        if (planned.HasMoreResults)
        {
            await PointOperationTests.RefusedAsync(HttpStatusCode.BadRequest, 0, () => planned.ReadNextAsync(Token));
        }
    }

    private static IEnumerable<string> Sorted(List<JsonNode> results, bool sort)
    {
        var texts = results.Select(result => result.ToJsonString());
        return sort ? texts.Order(StringComparer.Ordinal) : texts;
    }
}
