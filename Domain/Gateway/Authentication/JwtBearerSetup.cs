using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Makes the bearer schemes and their options: one for each issuer, and development tokens' when there is a key for them. The first looks at a token and passes it on; without any issuer it checks development tokens itself.</summary>
internal sealed class JwtBearerSetup(
    IOptions<GatewayOptions> gateway, IOptions<GatewayAuthenticationOptions> authentication, HostPlatform platform, TimeProvider time)
    : IConfigureNamedOptions<JwtBearerOptions>, IConfigureOptions<AuthenticationOptions>
{
    public const string DevelopmentScheme = "VirgaDevelopment";

    private const string Prefix = JwtBearerDefaults.AuthenticationScheme + ":";

    private readonly IReadOnlyList<TrustedIssuer> _issuers = authentication.Value.All;

    public void Configure(AuthenticationOptions options)
    {
        for (var index = 1; index < _issuers.Count; index++)
        {
            options.AddScheme<JwtBearerHandler>(SchemeOf(index), displayName: null);
        }
    }

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        var isDefault = name == JwtBearerDefaults.AuthenticationScheme;
        options.ForwardDefaultSelector = isDefault ? SelectorOrNull() : null;
        if (isDefault && _issuers.Count > 0)
        {
            ConfigureIssuer(options, _issuers[0]);
        }
        else if (isDefault || name == DevelopmentScheme)
        {
            options.Events = new BearerEvents(gateway.Value.AllowsDevelopmentToken);
            options.TokenValidationParameters = gateway.Value.DevelopmentTokenKey is { } key ? new DevelopmentTokens(key, time).ValidationParameters : TokenRules.Nobody;
        }
        else if (name?.StartsWith(Prefix, StringComparison.Ordinal) == true && int.TryParse(name.AsSpan(Prefix.Length), out var index) && index < _issuers.Count)
        {
            ConfigureIssuer(options, _issuers[index]);
        }
    }

    private void ConfigureIssuer(JwtBearerOptions options, TrustedIssuer issuer)
    {
        options.Events = new BearerEvents();
        options.RequireHttpsMetadata = true;
        options.BackchannelTimeout = authentication.Value.KeysTimeout;
        options.RefreshInterval = authentication.Value.KeysRefreshInterval;
        options.Authority = issuer.Authority?.OriginalString;
        options.TokenValidationParameters = TokenRules.Of(issuer, authentication.Value.ClockSkew, time);
    }

    /// <summary>Finds the scheme of a request, where there is more than one to choose from: looking at a token before it is checked costs.</summary>
    private Func<HttpContext, string?>? SelectorOrNull()
    {
        var trustsHost = authentication.Value.EasyAuth && platform.AuthenticatesCallers;
        var tokens = _issuers.Count + (gateway.Value.DevelopmentTokenKey is null ? 0 : 1);
        return trustsHost || tokens > 1 ? context => Select(context, trustsHost) : null;
    }

    /// <summary>The scheme that a request's credentials say they are for; whether it is true is checked there. null for the first issuer's.</summary>
    private string? Select(HttpContext context, bool trustsHost)
    {
        if (trustsHost && context.Request.Headers.ContainsKey(EasyAuthHandler.Header))
        {
            return EasyAuthHandler.Scheme;
        }

        if (TokenText.IssuerOf(TokenText.Of(context.Request)) is not { } issuer)
        {
            return null;
        }

        if (issuer == DevelopmentTokens.Issuer && gateway.Value.DevelopmentTokenKey is not null)
        {
            return DevelopmentScheme;
        }

        for (var index = 1; index < _issuers.Count; index++)
        {
            if (_issuers[index].Issued(issuer))
            {
                return SchemeOf(index);
            }
        }

        return null;
    }

    private static string SchemeOf(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}{index}");
}
