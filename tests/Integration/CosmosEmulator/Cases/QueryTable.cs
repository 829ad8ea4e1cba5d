namespace Integration.CosmosEmulator;

/// <summary>All cases: a query and its results as JSON.</summary>
public static class QueryTable
{
    private static readonly (string Expression, string Value)[] Scalars =
        [.. StringCases.All, .. NumberCases.All, .. LogicCases.All, .. ArrayCases.All, .. DateCases.All];

    public static IEnumerable<(string Sql, string Results)> All =>
        Scalars.Select(scalar => ($"SELECT VALUE {scalar.Expression}", $"[{scalar.Value}]")).Concat(QueryShapeCases.All);

    public static TheoryData<string, string> Queries => [.. All.Select(query => new TheoryDataRow<string, string>(query.Sql, query.Results))];

    public static TheoryData<string, string> Shapes => [.. QueryShapeCases.All.Select(query => new TheoryDataRow<string, string>(query.Sql, query.Results))];

    public static TheoryData<string, int, string> Refusals => [.. RefusalCases.All.Select(query => new TheoryDataRow<string, int, string>(query.Sql, query.Start, query.Message))];
}
