using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authorization;

namespace Virga.Gateway;

/// <summary>The function is for callers whose token carries one of these scopes; others get 401 without a token and 403 with one.</summary>
/// <remarks>Scopes are read from <c>scope</c> (RFC 8693, separated by spaces) and <c>scp</c> (Entra ID). Several attributes: one scope of each.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
[SuppressMessage("Design", "CA1019", Justification = "Scopes shows both arguments.")]
public sealed class RequireScopeAttribute : Attribute, IAuthorizationRequirementData
{
    private readonly ScopeRequirement _requirement;

    /// <summary>One of these scopes is needed.</summary>
    /// <exception cref="ArgumentException">A scope is empty or has spaces in it.</exception>
    public RequireScopeAttribute(string scope, params string[] orOneOf)
    {
        Scopes = [scope, .. orOneOf];
        foreach (var name in Scopes)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(scope));
            if (name.AsSpan().IndexOfAny(" \"\\") >= 0)
            {
                throw new ArgumentException($"'{name}' is not a scope: give several as several arguments.", nameof(scope));
            }
        }

        _requirement = new ScopeRequirement(Scopes);
    }

    /// <summary>The scopes, one of which is needed.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <inheritdoc/>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [_requirement];
}
