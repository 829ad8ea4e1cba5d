using System.Text.Json;

namespace Virga.Documents;

/// <summary>When a stored document expires.</summary>
internal static class StoredExpiry
{
    /// <summary>Whether it has.</summary>
    public static bool IsPast(StoredDocument stored, DateTimeOffset now) => Of(stored) is { } at && at <= now.ToUnixTimeMilliseconds();

    /// <summary>The instant in milliseconds since 1970; null for never. Costs a search of the document's own attributes; inner ones are skipped without being read.</summary>
    public static long? Of(StoredDocument stored)
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
                    return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var at) ? at : null;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Whoever reads the document says what is wrong with it.
        }

        return null;
    }
}
