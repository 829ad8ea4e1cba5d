using Microsoft.AspNetCore.Http;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Whose a resource's documents are: the attribute that names the owner, the claim it equals, and who may see everybody's.</summary>
internal sealed class OwnerRule
{
    private readonly IReadOnlyList<string> _scopes;
    private readonly IReadOnlyList<string> _roles;

    private OwnerRule(SchemaAttribute attribute, bool makesKeys, string claim, IReadOnlyList<string> scopes, IReadOnlyList<string> roles)
    {
        Attribute = attribute;
        MakesKeys = makesKeys;
        Claim = claim;
        _scopes = scopes;
        _roles = roles;
    }

    /// <summary>The attribute that names the owner.</summary>
    public SchemaAttribute Attribute { get; }

    /// <summary>Whether the model makes keys, so that clients need choose none.</summary>
    public bool MakesKeys { get; }

    /// <summary>The claim that says who a caller is.</summary>
    public string Claim { get; }

    /// <summary>The rule over an attribute of a model.</summary>
    /// <exception cref="ArgumentException">The attribute cannot say whose a document is.</exception>
    public static OwnerRule Of(Schema schema, DocumentPath path, string claim, IReadOnlyList<string> scopes, IReadOnlyList<string> roles)
    {
        var attribute = path.Segments is [{ Name: { } name }] ? schema.Attributes.FirstOrDefault(known => known.StoredName == name) : null;
        if (attribute is not { Type: DocumentType.String, StoredType: DocumentType.String, IsAsGiven: true, IsWritten: false, IsKey: false, IsPartition: false })
        {
            throw new ArgumentException(
                $"'{attribute?.Name ?? path.ToString()}' cannot say whose a '{schema.Name}' is: name a text of the document's own that the model neither transforms nor computes. Where the partition names the owner, use [RequireOwner] instead.");
        }

        return new OwnerRule(attribute, schema.Attributes.Any(known => known is { IsKey: true, HasDefault: true }), claim, scopes, roles);
    }

    /// <summary>What a caller may see and write.</summary>
    /// <exception cref="GatewayException">401 or 403: nobody can be the owner.</exception>
    public OwnerScope ScopeOf(HttpContext context)
    {
        var user = context.User;
        if (user.Identity?.IsAuthenticated != true)
        {
            throw new GatewayException(401, ProblemCodes.Unauthenticated, "These documents have owners: a valid bearer token is needed.");
        }

        string[] owners = [.. user.FindAll(Claim).Select(claim => claim.Value).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal)];
        var seesAll = ScopeAuthorizationHandler.HasOneOf(user, _scopes) || _roles.Any(user.IsInRole);
        return owners.Length > 0 || seesAll
            ? new OwnerScope(this, owners, seesAll)
            : throw new GatewayException(403, ProblemCodes.Forbidden, $"These documents have owners, and the token does not say who the caller is: it has no '{Claim}'.");
    }
}
