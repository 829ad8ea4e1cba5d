using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace Virga.Gateway;

/// <summary>The function is for callers whose token carries one of these roles (<c>roles</c>: Entra ID's app roles); others get 401 without a token and 403 with one.</summary>
/// <remarks>Several attributes: one role of each.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
[SuppressMessage("Design", "CA1019", Justification = "Roles shows both arguments.")]
public sealed class RequireRoleAttribute : Attribute, IAuthorizationRequirementData
{
    private readonly RolesAuthorizationRequirement _requirement;

    /// <summary>One of these roles is needed.</summary>
    /// <exception cref="ArgumentException">A role is empty.</exception>
    public RequireRoleAttribute(string role, params string[] orOneOf)
    {
        Roles = [role, .. orOneOf];
        foreach (var name in Roles)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(role));
        }

        _requirement = new RolesAuthorizationRequirement(Roles);
    }

    /// <summary>The roles, one of which is needed.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <inheritdoc/>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [_requirement];
}
