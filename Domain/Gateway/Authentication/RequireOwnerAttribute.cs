using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authorization;

namespace Virga.Gateway;

/// <summary>The function is for the caller whose own part of the data the path names: a route parameter must equal a claim, else 403.</summary>
/// <remarks>
/// With the partition in the path (<c>users/{userId}/orders/{id}</c>) no id of another's document leads anywhere: DynamoDB's <c>dynamodb:LeadingKeys</c> condition.
/// Where the owner is a property of the document, see <see cref="OwnershipExtensions.DemandOwner"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
[SuppressMessage("Design", "CA1019", Justification = "Scopes shows the last arguments.")]
public sealed class RequireOwnerAttribute : Attribute, IAuthorizationRequirementData
{
    private readonly OwnerRequirement _requirement;

    /// <summary>The parameter must equal the claim.</summary>
    /// <param name="routeParameter">The route parameter.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="orScopes">Scopes whose holders may see everybody's.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public RequireOwnerAttribute(string routeParameter, string claim = "sub", params string[] orScopes)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(routeParameter);
        ArgumentException.ThrowIfNullOrWhiteSpace(claim);
        (RouteParameter, Claim, Scopes) = (routeParameter, claim, orScopes);
        _requirement = new OwnerRequirement(routeParameter, claim, orScopes);
    }

    /// <summary>The route parameter.</summary>
    public string RouteParameter { get; }

    /// <summary>The claim.</summary>
    /// <value>sub</value>
    public string Claim { get; }

    /// <summary>Scopes whose holders may see everybody's.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <inheritdoc/>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [_requirement];
}
