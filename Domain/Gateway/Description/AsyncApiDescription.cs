using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Virga.Documents;
using Virga.Notifications;

namespace Virga.Gateway;

/// <summary>The app's AsyncAPI 3 document: the topics its code defines, what their messages are, and who in the app receives them. Made once, and answered from memory.</summary>
/// <remarks>Topics made at run time are not in it: nothing is known of their messages.</remarks>
public sealed class AsyncApiDescription
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DescriptionDocument _document;

    /// <summary>The description of these topics, with the rules of the models that are bodies of theirs.</summary>
    public AsyncApiDescription(TopicCatalog topics, SubscriberCatalog subscribers, IOptions<GatewayOptions> options, SchemaCatalog? schemas = null)
    {
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentNullException.ThrowIfNull(subscribers);
        ArgumentNullException.ThrowIfNull(options);
        _document = new DescriptionDocument(() => JsonSerializer.SerializeToUtf8Bytes<JsonNode>(new AsyncApiWriter(topics, subscribers, schemas, options.Value).Write(), Relaxed));
    }

    /// <summary>The document in UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Document => _document.Bytes;

    /// <summary>Answers with the document and its ETag; 304 when If-None-Match has it.</summary>
    public IResult Answer(HttpRequest request) => _document.Answer(request);
}
