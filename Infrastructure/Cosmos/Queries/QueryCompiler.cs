using System.Text;
using Microsoft.Azure.Cosmos;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Compiles a query to the NoSQL dialect, every value a parameter.</summary>
internal static class QueryCompiler
{
    public static QueryDefinition Compile(StoreQuery query)
    {
        var sql = new SqlWriter(inlineValues: false).Append("SELECT * FROM c");
        if (query.Filter is { } filter)
        {
            sql.Append(" WHERE ");
            new ConditionCompiler(sql).Write(filter);
        }

        for (var index = 0; index < query.Order.Length; index++)
        {
            sql.Append(index == 0 ? " ORDER BY " : ", ").Append("c", query.Order[index].Path).Append(query.Order[index].Descending ? " DESC" : " ASC");
        }

        var definition = new QueryDefinition(sql.ToString());
        for (var index = 0; index < sql.Parameters.Count; index++)
        {
            var json = sql.Parameters[index]?.ToJsonString() ?? "null";
            definition.WithParameterStream($"@p{index}", new MemoryStream(Encoding.UTF8.GetBytes(json)));
        }

        return definition;
    }
}
