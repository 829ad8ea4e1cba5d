using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>The document's <c>components/securitySchemes</c>, and which of them an operation asks for.</summary>
internal sealed class SecuritySchemes(OpenApiDocument document, string apiKeyHeader)
{
    private const string Bearer = "bearer";
    private const string ApiKey = "apiKey";

    /// <summary>The ways in. Scopes of one attribute are alternatives, attributes add up: every combination is one way. None for anonymous functions.</summary>
    public IList<OpenApiSecurityRequirement> Of(List<object> attributes)
    {
        if (attributes.OfType<IAllowAnonymous>().Any())
        {
            return [];
        }

        var needsKey = attributes.OfType<RequireApiKeyAttribute>().Any();
        if (!attributes.Any(attribute => attribute is IAuthorizeData or IAuthorizationRequirementData))
        {
            return needsKey ? [new OpenApiSecurityRequirement { [Key()] = [] }] : [];
        }

        var ways = new List<List<string>> { new() };
        foreach (var attribute in attributes.OfType<RequireScopeAttribute>())
        {
            ways = [.. ways.SelectMany(way => attribute.Scopes.Select(scope => way.Append(scope).ToList()))];
        }

        return [.. ways.Select(way => needsKey
            ? new OpenApiSecurityRequirement { [Token()] = way, [Key()] = [] }
            : new OpenApiSecurityRequirement { [Token()] = way })];
    }

    private OpenApiSecuritySchemeReference Token()
    {
        document.Components!.SecuritySchemes!.TryAdd(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "A token of the issuer that the app trusts; in local development one that ./dev token prints.",
        });
        return new OpenApiSecuritySchemeReference(Bearer, document);
    }

    private OpenApiSecuritySchemeReference Key()
    {
        document.Components!.SecuritySchemes!.TryAdd(ApiKey, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = apiKeyHeader,
            Description = "Says which client asks; POST /api/keys makes one.",
        });
        return new OpenApiSecuritySchemeReference(ApiKey, document);
    }
}
