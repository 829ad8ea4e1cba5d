using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Bounds how much is read of an issuer's discovery document and keys: API Gateway's 150,000 bytes. How long they are waited for is <see cref="JwtBearerOptions.BackchannelTimeout"/>.</summary>
internal sealed class IssuerConnection : IPostConfigureOptions<JwtBearerOptions>
{
    private const int MostBytes = 150_000;

    public void PostConfigure(string? name, JwtBearerOptions options)
    {
        if (options.Authority is not null)
        {
            options.Backchannel.MaxResponseContentBufferSize = MostBytes;
        }
    }
}
