using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Virga.Notifications;

namespace Virga.Gateway;

/// <summary>The app's AsyncAPI 3 document: the topics its code defines, what their messages are, and who in the app receives them. Made once, and answered from memory.</summary>
/// <remarks>Topics made at run time are not in it: nothing is known of their messages.</remarks>
public sealed class AsyncApiDescription
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lazy<(byte[] Document, string ETag)> _document;

    /// <summary>The description of these topics.</summary>
    public AsyncApiDescription(TopicCatalog topics, SubscriberCatalog subscribers, IOptions<GatewayOptions> options)
    {
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentNullException.ThrowIfNull(subscribers);
        ArgumentNullException.ThrowIfNull(options);
        _document = new Lazy<(byte[], string)>(() => Serialize(new AsyncApiWriter(topics, subscribers, options.Value).Write()));
    }

    /// <summary>The document in UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Document => _document.Value.Document;

    /// <summary>Answers with the document and its ETag; 304 when If-None-Match has it.</summary>
    public IResult Answer(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (document, etag) = _document.Value;
        return new DescriptionResult(document, etag, Preconditions.IsCurrent(request, etag));
    }

    private static (byte[] Document, string ETag) Serialize(JsonObject document)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes<JsonNode>(document, Relaxed);
        return (bytes, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16)));
    }
}
