using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;

namespace Virga.Gateway;

/// <summary>Keeps <c>Authentication:Schemes:*</c> (the settings <c>dotnet user-jwts</c> writes, keys included) out: only the gateway's own options count.</summary>
internal sealed class NoAuthenticationConfiguration : IAuthenticationConfigurationProvider
{
    public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().Build();
}
