using System.Text.Json;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Cuts a query's answer into documents without making objects of them.</summary>
internal static class PageReader
{
    public static List<StoredDocument> Read(ReadOnlyMemory<byte> answer)
    {
        var documents = new List<StoredDocument>();
        var reader = new Utf8JsonReader(answer.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isList = reader.ValueTextEquals("Documents"u8);
            reader.Read();
            if (!isList)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                documents.Add(ReadDocument(answer, ref reader));
            }
        }

        return documents;
    }

    private static StoredDocument ReadDocument(ReadOnlyMemory<byte> answer, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        string? id = null, etag = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            var isETag = !isId && reader.ValueTextEquals("_etag"u8);
            reader.Read();
            if (isId)
            {
                id = reader.GetString();
            }
            else if (isETag)
            {
                etag = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        return new StoredDocument(id ?? "", answer[start..(int)reader.BytesConsumed], EntityTag.FromHeader(etag));
    }
}
