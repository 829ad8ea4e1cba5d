using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>A document as a client sent it: parsed, checked, and ready to be stamped and stored.</summary>
internal sealed class DocumentBody : IDisposable
{
    public const int MaximumBytes = 2 * 1024 * 1024;

    /// <summary>How deep documents may be nested: 128 levels, as in the service.</summary>
    public static readonly JsonDocumentOptions Options = new() { MaxDepth = 128 };
    private readonly JsonDocument _json;
    private readonly ReadOnlyMemory<byte> _text;

    private DocumentBody(JsonDocument json, ReadOnlyMemory<byte> text, string id, long? ttl, bool hasSystemProperties)
    {
        _json = json;
        _text = text;
        Id = id;
        Ttl = ttl;
        HasSystemProperties = hasSystemProperties;
    }

    public JsonElement Root => _json.RootElement;

    public string Id { get; }

    /// <summary>The document's own time to live in seconds; -1 for ever; null when it has none.</summary>
    public long? Ttl { get; }

    private bool HasSystemProperties { get; }

    public static DocumentBody Parse(ReadOnlyMemory<byte> text)
    {
        if (text.Length > MaximumBytes)
        {
            throw new WireFault(413, "Request size is too large");
        }

        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(text, Options);
        }
        catch (JsonException exception)
        {
            throw WireFault.BadRequest("The input content is invalid: " + exception.Message);
        }

        try
        {
            return Read(json, text);
        }
        catch
        {
            json.Dispose();
            throw;
        }
    }

    /// <summary>The bytes to store: the client's properties as they came, then the system's.</summary>
    public byte[] Stamped(ContainerInfo container, long seq, long lsn, long ts)
    {
        Span<byte> space = stackalloc byte[DocumentStamp.MaximumTail];
        var tail = space[..DocumentStamp.WriteTail(space, container, seq, lsn, ts)];
        if (HasSystemProperties)
        {
            return Join(WithoutSystemProperties(), tail);
        }

        var span = _text.Span;
        var end = span.LastIndexOf((byte)'}');
        return Join(span[..end].TrimEnd(" \t\r\n"u8), tail);
    }

    public void Dispose() => _json.Dispose();

    private static byte[] Join(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        var joined = new byte[head.Length + tail.Length];
        head.CopyTo(joined);
        tail.CopyTo(joined.AsSpan(head.Length));
        return joined;
    }

    private static DocumentBody Read(JsonDocument json, ReadOnlyMemory<byte> text)
    {
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw WireFault.BadRequest("The input content is invalid: a document is a JSON object.");
        }

        string? id = null;
        long? ttl = null;
        var hasSystemProperties = false;
        foreach (var property in json.RootElement.EnumerateObject())
        {
            if (property.NameEquals("id"u8))
            {
                id = property.Value.ValueKind == JsonValueKind.String
                    ? property.Value.GetString()
                    : throw WireFault.BadRequest("The input content is invalid because the property 'id' must be a string.");
            }
            else if (property.NameEquals("ttl"u8))
            {
                ttl = ReadTtl(property.Value);
            }
            else
            {
                hasSystemProperties |= IsSystem(property);
            }
        }

        return new DocumentBody(json, text, ResourceName.Document(id), ttl, hasSystemProperties);
    }

    private static long? ReadTtl(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && (seconds == -1 || seconds is > 0 and <= int.MaxValue) ? seconds
        : value.ValueKind == JsonValueKind.Null ? null
        : throw WireFault.BadRequest($"The input ttl '{value.GetRawText()}' is invalid. Ensure to provide a nonzero positive integer less than or equal to 2147483647, or -1.");

    private static bool IsSystem(JsonProperty property) =>
        property.NameEquals("_rid"u8) || property.NameEquals("_self"u8) || property.NameEquals("_etag"u8)
        || property.NameEquals("_attachments"u8) || property.NameEquals("_ts"u8) || property.NameEquals("_lsn"u8);

    private ReadOnlySpan<byte> WithoutSystemProperties()
    {
        var buffer = new ArrayBufferWriter<byte>(_text.Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var property in Root.EnumerateObject().Where(property => !IsSystem(property)))
            {
                property.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan[..^1];
    }
}
