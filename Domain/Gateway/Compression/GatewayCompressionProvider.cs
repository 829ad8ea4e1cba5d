using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>ASP.NET Core's compression, for what is worth it, and with an entity tag of its own for each coding (RFC 9110, section 8.8.3.3).</summary>
internal sealed class GatewayCompressionProvider(IServiceProvider services, IOptions<ResponseCompressionOptions> options, IOptions<CompressionOptions> compression)
    : ResponseCompressionProvider(services, options)
{
    private readonly int _minimum = compression.Value.MinimumBytes;

    public override bool ShouldCompressResponse(HttpContext context) =>
        (context.Response.ContentLength ?? long.MaxValue) >= _minimum && base.ShouldCompressResponse(context);

    /// <summary>The coding the client gets where an answer is compressed; null for none.</summary>
    public string? EncodingFor(HttpContext context) => base.CheckRequestAcceptsCompression(context) ? base.GetCompressionProvider(context)?.EncodingName : null;

    public override ICompressionProvider? GetCompressionProvider(HttpContext context)
    {
        var provider = base.GetCompressionProvider(context);
        if (provider is not null)
        {
            EncodedTags.Mark(context.Response, provider.EncodingName);
        }

        return provider;
    }
}
