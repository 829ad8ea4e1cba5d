using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Integration.CosmosEmulator;

/// <summary>What SELECT makes of documents, and in which order.</summary>
public sealed class QueryResultTests(QueryCases cases) : IClassFixture<QueryCases>
{
    [Theory]
    [InlineData("SELECT c.id, c.n FROM c WHERE c.pk = 'a'", """[{"id":"1","n":1},{"id":"2","n":2},{"id":"3","n":null}]""")]
    [InlineData("SELECT c.id, c.tags[0] FROM c WHERE c.id = '1'", """[{"id":"1","$1":"x"}]""")]
    [InlineData("SELECT c.missing FROM c WHERE c.id = '1'", "[{}]")]
    [InlineData("SELECT VALUE c.tags FROM c", """[["x","y"],["y"],["z"]]""")]
    [InlineData("SELECT VALUE {a: c.n, 'b': [c.n, c.missing]} FROM c WHERE c.id = '1'", """[{"a":1,"b":[1]}]""")]
    [InlineData("SELECT c.address.city AS town FROM root c WHERE IS_DEFINED(c.address)", """[{"town":"Oslo"}]""")]
    [InlineData("SELECT VALUE 1 + 2 * 3", "[7]")]
    [InlineData("SELECT VALUE (1 + 2) * 3", "[9]")]
    [InlineData("SELECT VALUE 1 = 1 AND NOT false", "[true]")]
    [InlineData("SELECT TOP 2 VALUE c.id FROM c", """["1","2"]""")]
    [InlineData("SELECT VALUE c.id FROM c OFFSET 1 LIMIT 2", """["2","3"]""")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.n", """["3","1","2","6","4","5"]""")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.n DESC", """["5","4","6","2","1","3"]""")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.ok", """["3","4","5","6","2","1"]""")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.name OFFSET 1 LIMIT 3", """["5","2","1"]""")]
    [InlineData("SELECT TOP 1 VALUE c.id FROM c ORDER BY c.name DESC", """["4"]""")]
    [InlineData("SELECT DISTINCT VALUE c.pk FROM c", """["a","b"]""")]
    [InlineData("SELECT DISTINCT c.pk FROM c ORDER BY c.pk DESC", """[{"pk":"b"},{"pk":"a"}]""")]
    [InlineData("SELECT VALUE COUNT(1) FROM c", "[6]")]
    [InlineData("SELECT COUNT(1) AS n, MAX(c.id) AS m FROM c", """[{"n":6,"m":"6"}]""")]
    [InlineData("SELECT VALUE COUNT(c.tags) FROM c", "[3]")]
    [InlineData("SELECT VALUE COUNT(1) FROM c WHERE c.id = 'none'", "[0]")]
    [InlineData("SELECT VALUE SUM(c.n) FROM c WHERE c.n > 0", "[5.5]")]
    [InlineData("SELECT VALUE SUM(c.n) FROM c", "[]")]
    [InlineData("SELECT VALUE SUM(c.missing) FROM c", "[0]")]
    [InlineData("SELECT VALUE AVG(c.n) FROM c WHERE c.n > 1", "[2.25]")]
    [InlineData("SELECT VALUE AVG(c.missing) FROM c", "[]")]
    [InlineData("SELECT VALUE MIN(c.n) FROM c WHERE IS_PRIMITIVE(c.n)", "[null]")]
    [InlineData("SELECT VALUE MAX(c.n) FROM c WHERE IS_PRIMITIVE(c.n)", """["2"]""")]
    [InlineData("SELECT c.pk, COUNT(1) AS n, SUM(c.n) AS s FROM c WHERE c.n > 0 GROUP BY c.pk", """[{"pk":"a","n":2,"s":3},{"pk":"b","n":1,"s":2.5}]""")]
    [InlineData("SELECT c.pk, COUNT(1) AS n FROM c GROUP BY c.pk ORDER BY c.pk DESC", """[{"pk":"b","n":3},{"pk":"a","n":3}]""")]
    [InlineData("SELECT LOWER(c.name) AS k, COUNT(1) AS n FROM c WHERE LENGTH(c.name) = 3 GROUP BY LOWER(c.name)", """[{"k":"tom","n":2},{"k":"tim","n":1},{"k":"ann","n":1},{"k":"bob","n":1}]""")]
    [InlineData("SELECT c.id, t AS tag FROM c JOIN t IN c.tags", """[{"id":"1","tag":"x"},{"id":"1","tag":"y"},{"id":"2","tag":"y"},{"id":"4","tag":"z"}]""")]
    [InlineData("SELECT VALUE t.k FROM c JOIN t IN c.toys WHERE t.p > 3", """["mouse"]""")]
    [InlineData("SELECT VALUE {t: t, y: y.k} FROM c JOIN t IN c.tags JOIN y IN c.toys", """[{"t":"x","y":"ball"},{"t":"x","y":"mouse"},{"t":"y","y":"ball"},{"t":"y","y":"mouse"}]""")]
    [InlineData("SELECT VALUE x FROM c JOIN (SELECT VALUE t.p FROM t IN c.toys WHERE t.p > 2) AS x", "[3,5]")]
    [InlineData("SELECT VALUE t FROM t IN c.tags", """["x","y","y","z"]""")]
    [InlineData("SELECT VALUE a.city FROM c.address a", """["Oslo"]""")]
    [InlineData("SELECT * FROM c.address", """[{"city":"Oslo","order":7}]""")]
    [InlineData("SELECT c.id, ARRAY(SELECT VALUE t.k FROM t IN c.toys) AS toys FROM c WHERE c.id = '1'", """[{"id":"1","toys":["ball","mouse"]}]""")]
    [InlineData("SELECT c.id, (SELECT VALUE SUM(t.p) FROM t IN c.toys) AS total FROM c WHERE ARRAY_LENGTH(c.toys) > 0", """[{"id":"1","total":8}]""")]
    [InlineData("SELECT c.id, (SELECT COUNT(1) AS n, MIN(t.p) AS low FROM t IN c.toys) AS s FROM c WHERE c.id = '1'", """[{"id":"1","s":{"n":2,"low":3}}]""")]
    [InlineData("SELECT [{\"item\": c.n}] AS orderByItems, {\"id\": c.id} AS payload FROM c WHERE (c.n < 3) AND (true) ORDER BY c.n DESC",
        """[{"orderByItems":[{"item":2.5}],"payload":{"id":"6"}},{"orderByItems":[{"item":2}],"payload":{"id":"2"}},{"orderByItems":[{"item":1}],"payload":{"id":"1"}}]""")]
    public Task A_query_gives(string sql, string expected) => cases.IsAsync(sql, expected);

    [Theory]
    [InlineData("SELECT * FROM c WHERE c.order = 1", "\"start\":24")]
    [InlineData("SELECT * FROM c WHERE x.n = 1", "'x' could not be resolved")]
    [InlineData("SELECT * FROM c WHERE NOPE(c.n)", "'NOPE' is not a recognized built-in function")]
    [InlineData("SELECT * FROM c WHERE LENGTH(c.n, 1)", "requires 1 argument")]
    [InlineData("SELECT * FROM c WHERE c.n = ", "unexpected end-of-file")]
    [InlineData("SELECT * FROM c WHERE c.name = 'x", "invalid string literal token")]
    [InlineData("SELECT * FROM c JOIN t IN c.tags", "single input set")]
    [InlineData("SELECT c.n FROM c GROUP BY c.pk", "GROUP BY clause")]
    [InlineData("SELECT COUNT(1), c.n FROM c", "GROUP BY clause")]
    [InlineData("SELECT c.pk FROM c GROUP BY c.pk HAVING COUNT(1) > 1", "HAVING")]
    [InlineData("SELECT * FROM c ORDER BY LOWER(c.name)", "document path")]
    [InlineData("SELECT * FROM c ORDER BY c.n, c.name", "composite index")]
    [InlineData("SELECT ARRAY(SELECT VALUE t FROM t IN c.tags ORDER BY t.a) AS a FROM c", "not supported in subqueries")]
    [InlineData("SELECT VALUE COUNT(1) + 1 FROM c", "Compositions of aggregates")]
    [InlineData("SELECT c.pk FROM c GROUP BY c.pk ORDER BY c.n", "invalid in the ORDER BY clause")]
    [InlineData("SELECT VALUE c.left FROM c", "reserved word")]
    [InlineData("SELECT * FROM c WHERE udf.f(c)", "user defined function")]
    [InlineData("SELECT * FROM c WHERE c.n = @missing", "'@missing' has no value")]
    [InlineData("SELECT c.id, c.id FROM c", "specified more than once")]
    [InlineData("UPDATE c SET n = 1", "incorrect syntax near 'UPDATE'")]
    [InlineData("SELECT TOP 1 * FROM c OFFSET 1 LIMIT 1", "A TOP cannot be used")]
    [InlineData("SELECT * FROM c WHERE COUNT(1) > 1", "not allowed in the WHERE clause")]
    public async Task What_is_wrong_is_refused_with_place_and_reason(string sql, string reason)
    {
        var exception = await Assert.ThrowsAsync<CosmosException>(() => cases.RunAsync(new(sql)));

        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT VALUE c.id FROM c", "1 2 3 4 5 6")]
    [InlineData("SELECT VALUE t FROM c JOIN t IN c.tags", "x y y z")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.name", "3 5 2 1 6 4")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.ok DESC", "1 2 6 5 4 3")]
    [InlineData("SELECT VALUE c.id FROM c OFFSET 1 LIMIT 4", "2 3 4 5")]
    [InlineData("SELECT TOP 5 VALUE c.id FROM c ORDER BY c.name", "3 5 2 1 6")]
    public async Task Pages_of_any_size_give_the_same(string sql, string expected)
    {
        for (var size = 1; size <= 4; size++)
        {
            var results = new List<string?>();
            string? token = null;
            do
            {
                // A new iterator for each page: the token alone carries the place.
                using var iterator = cases.Container.GetItemQueryIterator<string>(sql, token, new QueryRequestOptions { MaxItemCount = size });
                var page = await iterator.ReadNextAsync(TestContext.Current.CancellationToken);
                Assert.True(page.Count <= size);
                results.AddRange(page);
                token = page.ContinuationToken;
            }
            while (token is not null);

            Assert.Equal(expected, string.Join(' ', results));
        }
    }

    [Fact]
    public async Task A_query_in_a_partition_sees_that_partition_only()
    {
        var results = await cases.RunAsync(new("SELECT VALUE c.id FROM c ORDER BY c.name"), new QueryRequestOptions { PartitionKey = new PartitionKey("b") });

        Assert.Equal(["5", "6", "4"], results.Select(id => (string?)id));
    }

    [Fact]
    public async Task Read_many_finds_what_is_there()
    {
        var page = await cases.Container.ReadManyItemsAsync<JsonObject>(
            [("1", new PartitionKey("a")), ("2", new PartitionKey("b")), ("4", new PartitionKey("b")), ("6", new PartitionKey("b"))], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["1", "4", "6"], page.Select(document => (string?)document["id"]).Order(StringComparer.Ordinal));
    }
}
