using System.Text.Json;

namespace Virga.Documents;

/// <summary>Whether a stored document has expired.</summary>
internal static class StoredExpiry
{
    /// <summary>Costs a search of the document's own attributes; inner ones are skipped without being read.</summary>
    public static bool IsPast(StoredDocument stored, DateTimeOffset now)
    {
        try
        {
            var reader = new Utf8JsonReader(stored.Body.Span);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isExpiry = reader.ValueTextEquals(EnvelopeNames.Expires);
                reader.Read();
                if (isExpiry)
                {
                    return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var at) && at <= now.ToUnixTimeMilliseconds();
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Whoever reads the document says what is wrong with it.
        }

        return false;
    }
}
