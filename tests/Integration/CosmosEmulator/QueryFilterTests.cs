using System.Text.Json.Nodes;

namespace Integration.CosmosEmulator;

/// <summary>Which documents a filter lets through.</summary>
public sealed class QueryFilterTests(QueryCases cases) : IClassFixture<QueryCases>
{
    [Theory]
    [InlineData("c.n = 2", "2")]
    [InlineData("c.n != 2", "1 3 4 5 6")]
    [InlineData("c.n <> 2", "1 3 4 5 6")]
    [InlineData("NOT (c.n = 2)", "1 3 4 5 6")]
    [InlineData("c.n > 1", "2 6")]
    [InlineData("c.n >= 2 AND c.n <= 2.5", "2 6")]
    [InlineData("NOT (c.n > 1)", "1")]
    [InlineData("c.n = null", "3")]
    [InlineData("c.missing = null", "")]
    [InlineData("c.missing != 1", "")]
    [InlineData("NOT (c.missing = 1)", "")]
    [InlineData("c.missing = 1 OR c.id = '1'", "1")]
    [InlineData("NOT (c.missing = 1 AND c.id = '2')", "1 3 4 5 6")]
    [InlineData("c.n", "")]
    [InlineData("c.ok", "1")]
    [InlineData("NOT c.ok", "2")]
    [InlineData("c.n = [1,2]", "5")]
    [InlineData("c.address = {\"order\": 7, \"city\": 'Oslo'}", "1")]
    [InlineData("c.n IN (1, '2', null)", "1 3 4")]
    [InlineData("c.n NOT IN (1, '2', null)", "2 5 6")]
    [InlineData("c.n BETWEEN 1 AND 2", "1 2")]
    [InlineData("c.n NOT BETWEEN 1 AND 2", "6")]
    [InlineData("c.name BETWEEN 'Ann' AND 'Bob'", "3 5")]
    [InlineData("c.name LIKE 'T%m'", "1 2")]
    [InlineData("c.name LIKE '_om'", "1 6")]
    [InlineData("c.name LIKE '%!_!%' ESCAPE '!'", "4")]
    [InlineData("c.name LIKE '[A-T]o%'", "1 5")]
    [InlineData("c.name NOT LIKE 'T%'", "3 4 5 6")]
    [InlineData("STARTSWITH(c.name, 'T')", "1 2")]
    [InlineData("STARTSWITH(c.name, 't', true)", "1 2 6")]
    [InlineData("CONTAINS(c.name, 'O', true)", "1 5 6")]
    [InlineData("ENDSWITH(c.name, 'm')", "1 2 6")]
    [InlineData("RegexMatch(c.name, '^t', 'i')", "1 2 6")]
    [InlineData("ARRAY_CONTAINS(c.tags, 'y')", "1 2")]
    [InlineData("NOT ARRAY_CONTAINS(c.tags, 'y')", "4")]
    [InlineData("ARRAY_CONTAINS(c.toys, {'k':'ball'}, true)", "1")]
    [InlineData("ARRAY_CONTAINS(c.toys, {'k':'ball'})", "")]
    [InlineData("ARRAY_CONTAINS(['1','3'], c.id)", "1 3")]
    [InlineData("ARRAY_LENGTH(c.tags) = 1", "2 4")]
    [InlineData("LENGTH(c.name) > 3", "4")]
    [InlineData("IS_DEFINED(c.tags)", "1 2 4")]
    [InlineData("NOT IS_DEFINED(c.tags)", "3 5 6")]
    [InlineData("IS_NULL(c.n)", "3")]
    [InlineData("IS_STRING(c.n)", "4")]
    [InlineData("IS_NUMBER(c.n)", "1 2 6")]
    [InlineData("IS_INTEGER(c.n)", "1 2")]
    [InlineData("IS_ARRAY(c.n)", "5")]
    [InlineData("IS_BOOL(c.ok)", "1 2")]
    [InlineData("IS_OBJECT(c.address)", "1")]
    [InlineData("IS_PRIMITIVE(c.n)", "1 2 3 4 6")]
    [InlineData("c[\"address\"][\"order\"] = 7", "1")]
    [InlineData("c.tags[0] = 'y'", "2")]
    [InlineData("c.toys[1].k = \"mouse\"", "1")]
    [InlineData("EXISTS(SELECT VALUE t FROM t IN c.toys WHERE t.p > 4)", "1")]
    [InlineData("EXISTS (SELECT 1 FROM c.tags)", "1 2 4")]
    [InlineData("(SELECT VALUE COUNT(1) FROM t IN c.toys) = 2", "1")]
    [InlineData("c.n % 2 = 0", "2")]
    [InlineData("c.n + 1 = 2", "1")]
    [InlineData("c.n * -1 = -2", "2")]
    [InlineData("c.name || '!' = 'Tom!'", "1")]
    [InlineData("(c.n ?? 'none') = 2", "2")]
    [InlineData("(c.tags ?? 'none') = 'none'", "3 5 6")]
    [InlineData("(c.ok ? c.id : '2') = c.id", "1 2")]
    [InlineData("(c.n & 2) = 2", "2 6")]
    [InlineData("LEFT(c.name, 1) = RIGHT('xB', 1)", "5")]
    [InlineData("c.pk = 'b' AND c.id = '5'", "5")]
    [InlineData("(c.id = '1' AND c.pk = 'a') OR (c.id = '4' AND c[\"pk\"] = 'b')", "1 4")]
    [InlineData("(c.id = '1' AND c.pk = 'b') OR c.pk IN ('zz')", "")]
    [InlineData("c.id IN ('6', '2', '2')", "2 6")]
    [InlineData("true", "1 2 3 4 5 6")]
    [InlineData("false", "")]
    [InlineData("undefined", "")]
    [InlineData("1 = 1 -- a comment\n AND true AND c.id='1'", "1")]
    public async Task A_filter_lets_through(string filter, string ids)
    {
        var results = await cases.RunAsync(new($"SELECT VALUE c.id FROM c WHERE {filter}"));

        Assert.Equal(ids, string.Join(' ', results.Select(id => (string?)id)));
    }

    [Theory]
    [InlineData("c.n = @p", "2", "2")]
    [InlineData("c.n = @p", "\"2\"", "4")]
    [InlineData("c.n = @p", "null", "3")]
    [InlineData("c.n = @p", "[1,2]", "5")]
    [InlineData("ARRAY_CONTAINS(@p, c.id)", "[\"1\",\"6\"]", "1 6")]
    [InlineData("c[@p] = 'Ann'", "\"name\"", "3")]
    public async Task A_parameter_has_any_type(string filter, string value, string ids)
    {
        var query = new Microsoft.Azure.Cosmos.QueryDefinition($"SELECT VALUE c.id FROM c WHERE {filter}").WithParameter("@p", JsonNode.Parse(value));

        var results = await cases.RunAsync(query);

        Assert.Equal(ids, string.Join(' ', results.Select(id => (string?)id)));
    }
}
