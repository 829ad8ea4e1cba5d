using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Bounds what is fetched from issuers: time, size (API Gateway's 150,000 bytes), no redirects.</summary>
internal sealed class IssuerConnection(IOptions<GatewayAuthenticationOptions> authentication) : IPostConfigureOptions<JwtBearerOptions>
{
    private const int MostBytes = 150_000;

    public void PostConfigure(string? name, JwtBearerOptions options)
    {
        if (options.Authority is not null)
        {
            options.Backchannel ??= new HttpClient(options.BackchannelHttpHandler ?? new HttpClientHandler { AllowAutoRedirect = false })
            {
                Timeout = authentication.Value.KeysTimeout,
                MaxResponseContentBufferSize = MostBytes,
            };
        }
    }
}
