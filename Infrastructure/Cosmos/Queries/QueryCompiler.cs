using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Compiles a query to the NoSQL dialect, every value a parameter.</summary>
internal static class QueryCompiler
{
    /// <summary>What an aggregate's answer calls the number of values.</summary>
    public const string CountName = "n";

    /// <summary>What an aggregate's answer calls its value.</summary>
    public const string ValueName = "v";

    public static QueryDefinition Compile(StoreQuery query) => Definition(Write(query));

    /// <summary>An aggregate; always with the number of values, since a sum of none is not 0 and a smallest of none is not there.</summary>
    public static QueryDefinition Compile(StoreQuery query, StoreAggregation aggregation)
    {
        var sql = new SqlWriter(inlineValues: false).Append("SELECT COUNT(1) AS ").Append(CountName);
        if (aggregation.Function != AggregateFunction.Count)
        {
            sql.Append(", ").Append(NameOf(aggregation.Function)).Append("(").Append("c", aggregation.Path).Append(") AS ").Append(ValueName);
        }

        sql.Append(" FROM c");
        WriteFilter(sql, aggregation.FilterOf(query));
        return Definition(sql);
    }

    public static StoreQueryText Describe(StoreQuery query)
    {
        var sql = Write(query);
        return new StoreQueryText(sql.ToString(), [.. sql.Parameters.Select((value, index) => new KeyValuePair<string, JsonNode?>(NameOf(index), value?.DeepClone()))]);
    }

    private static SqlWriter Write(StoreQuery query)
    {
        var sql = new SqlWriter(inlineValues: false);
        SelectionCompiler.Write(sql, query.Select);
        sql.Append(" FROM c");
        WriteFilter(sql, query.Filter);
        for (var index = 0; index < query.Order.Length; index++)
        {
            sql.Append(index == 0 ? " ORDER BY " : ", ").Append("c", query.Order[index].Path).Append(query.Order[index].Descending ? " DESC" : " ASC");
        }

        return sql;
    }

    private static void WriteFilter(SqlWriter sql, Condition? filter)
    {
        if (filter is not null)
        {
            sql.Append(" WHERE ");
            new ConditionCompiler(sql).Write(filter);
        }
    }

    private static QueryDefinition Definition(SqlWriter sql)
    {
        var definition = new QueryDefinition(sql.ToString());
        for (var index = 0; index < sql.Parameters.Count; index++)
        {
            var json = sql.Parameters[index]?.ToJsonString() ?? "null";
            definition.WithParameterStream(NameOf(index), new MemoryStream(Encoding.UTF8.GetBytes(json)));
        }

        return definition;
    }

    private static string NameOf(int parameter) => $"@p{parameter}";

    private static string NameOf(AggregateFunction function) => function switch
    {
        AggregateFunction.Sum => "SUM",
        AggregateFunction.Minimum => "MIN",
        AggregateFunction.Maximum => "MAX",
        _ => throw new NotSupportedException($"There is no aggregate {function}."),
    };
}
