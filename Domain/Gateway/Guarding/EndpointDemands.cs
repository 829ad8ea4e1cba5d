using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>What a function's attributes demand of its callers, read once.</summary>
internal sealed class EndpointDemands
{
    private EndpointDemands(IReadOnlyList<object> attributes)
    {
        IsAnonymous = attributes.Any(attribute => attribute is IAllowAnonymous);
        HasRules = attributes.Any(attribute => attribute is IAuthorizeData or IAuthorizationRequirementData);
        NeedsKey = attributes.Any(attribute => attribute is RequireApiKeyAttribute);
        NeedsCertificate = attributes.Any(attribute => attribute is RequireClientCertificateAttribute);
        Authorizer = attributes.OfType<AuthorizerAttribute>().LastOrDefault()?.Name;
        Throttles = [.. attributes.OfType<ThrottleAttribute>().Select(attribute => attribute.Policy).Distinct()];
    }

    /// <summary>Whether nobody is asked who they are.</summary>
    public bool IsAnonymous { get; }

    /// <summary>Whether scopes, roles or policies are asked for.</summary>
    public bool HasRules { get; }

    public bool NeedsKey { get; }

    public bool NeedsCertificate { get; }

    /// <summary>The authorizer that decides; null for none.</summary>
    public string? Authorizer { get; }

    public IReadOnlyList<string> Throttles { get; }

    /// <summary>Whether the attributes say at all who may call.</summary>
    public bool AreDeclared => IsAnonymous || HasRules || NeedsKey || Authorizer is not null;

    /// <summary>Whether the answers are the same for everybody, so that caches between may share them.</summary>
    public bool IsPublic => IsAnonymous && !NeedsKey && !NeedsCertificate && Authorizer is null;

    /// <summary>Whether there is anything to do for a request without credentials.</summary>
    public bool IsOpen => IsAnonymous && !NeedsKey && Authorizer is null && Throttles.Count == 0;

    public static EndpointDemands Of(IReadOnlyList<object> attributes) => new(attributes);

    public static EndpointDemands Of(HttpContext context)
    {
        var endpoint = context.GetEndpoint()!;
        var demands = endpoint.Metadata.GetMetadata<EndpointDemands>() ?? Of([.. endpoint.Metadata]);
        return demands.AreDeclared
            ? demands
            : throw new InvalidOperationException(
                $"Function '{endpoint.DisplayName}' declares neither [AllowAnonymous], [Authorize], [RequireScope], [RequireRole], [RequireApiKey] nor [Authorizer], so nobody may call it.");
    }
}
