using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>The app's OpenAPI 3.1 document, made once from the functions' metadata and the models, and answered from memory.</summary>
public sealed class ApiDescription
{
    private readonly Lazy<(byte[] Document, string ETag)> _document;

    /// <summary>The description of these functions.</summary>
    public ApiDescription(GatewayEndpoints endpoints, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(services);
        _document = new Lazy<(byte[], string)>(() => Serialize(new ApiDescriptionWriter(endpoints, services).Write()));
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

    private static (byte[] Document, string ETag) Serialize(OpenApiDocument document)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        document.SerializeAsV31(new OpenApiJsonWriter(text));
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return (bytes, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16)));
    }
}
