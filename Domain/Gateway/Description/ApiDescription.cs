using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>The app's OpenAPI 3.1 document, made once from the functions' metadata and the models, and answered from memory.</summary>
public sealed class ApiDescription
{
    private readonly DescriptionDocument _document;

    /// <summary>The description of these functions.</summary>
    public ApiDescription(GatewayEndpoints endpoints, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(services);
        _document = new DescriptionDocument(() => Serialize(new ApiDescriptionWriter(endpoints, services).Write()));
    }

    /// <summary>The document in UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Document => _document.Bytes;

    /// <summary>Answers with the document and its ETag; 304 when If-None-Match has it.</summary>
    public IResult Answer(HttpRequest request) => _document.Answer(request);

    private static byte[] Serialize(OpenApiDocument document)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        document.SerializeAsV31(new OpenApiJsonWriter(text));
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
