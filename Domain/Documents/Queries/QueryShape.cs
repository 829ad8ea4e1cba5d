using System.Security.Cryptography;
using System.Text;

namespace Virga.Documents;

/// <summary>What makes two queries the same for a cursor: container, partition, filter, order, and whose it is. The page size is not part of it, nor what of the documents comes back.</summary>
internal static class QueryShape
{
    public const int Bytes = 16;

    public static byte[] Hash(StoreQuery query, string? principal = null)
    {
        var text = new StringBuilder();
        ConditionText.Quote(text, query.Container);
        text.Append(query.Partition is null ? "*" : query.Partition.Value.Count);
        for (var level = 0; level < query.Partition?.Count; level++)
        {
            ConditionText.Quote(text, query.Partition.Value[level]);
        }

        if (query.Filter is not null)
        {
            ConditionText.Write(text, query.Filter);
        }

        foreach (var step in query.Order)
        {
            text.Append(step.Descending ? '>' : '<');
            ConditionText.Write(text, step.Path);
        }

        if (query.Range is not null)
        {
            text.Append('/');
            ConditionText.Quote(text, query.Range);
        }

        if (principal is not null)
        {
            text.Append('@');
            ConditionText.Quote(text, principal);
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..Bytes];
    }
}
