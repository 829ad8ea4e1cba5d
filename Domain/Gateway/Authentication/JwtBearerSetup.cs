using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Virga.Gateway;

/// <summary>Makes the options of the two bearer schemes: the issuer's, and development tokens' when there is a key for them.</summary>
internal sealed class JwtBearerSetup(
    IOptions<GatewayOptions> gateway, IOptions<GatewayAuthenticationOptions> authentication, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    public const string DevelopmentScheme = "VirgaDevelopment";

    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        if (name == DevelopmentScheme)
        {
            options.TokenValidationParameters = gateway.Value.DevelopmentTokenKey is { } key
                ? new DevelopmentTokens(key, time).ValidationParameters
                : Nobody();
        }
        else if (name == JwtBearerDefaults.AuthenticationScheme)
        {
            ConfigureIssuer(options);
        }
    }

    private static TokenValidationParameters Nobody() => new() { ValidAlgorithms = ["-"], ValidIssuer = "-", ValidAudience = "-" };

    private void ConfigureIssuer(JwtBearerOptions options)
    {
        var settings = authentication.Value;
        options.RequireHttpsMetadata = true;
        options.Authority = settings.Authority?.ToString();
        options.TokenValidationParameters = settings.Authority is null
            ? Nobody()
            : new TokenValidationParameters
            {
                ValidAudience = settings.Audience,
                ValidAlgorithms = settings.Algorithms is { Count: > 0 } chosen ? chosen : Algorithms,
                ClockSkew = settings.ClockSkew,
                NameClaimType = "sub",
                RoleClaimType = "roles",
                RequireExpirationTime = true,
                RequireSignedTokens = true,
            };
        if (gateway.Value.DevelopmentTokenKey is not null)
        {
            options.ForwardDefaultSelector = context =>
                IsDevelopmentToken(context.Request.Headers.Authorization.ToString()) ? DevelopmentScheme : null;
        }
    }

    /// <summary>Whether the token says that it is one; whether it is true is checked by the scheme it then goes to.</summary>
    private static bool IsDevelopmentToken(string authorization)
    {
        if (!authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        try
        {
            return new JsonWebToken(authorization[7..].Trim()).Issuer == DevelopmentTokens.Issuer;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
