using Microsoft.AspNetCore.Authorization;

namespace Virga.Gateway;

internal sealed class ScopeRequirement(IReadOnlyList<string> scopes) : IAuthorizationRequirement
{
    public IReadOnlyList<string> Scopes { get; } = scopes;

    public override string ToString() => $"one of the scopes {string.Join(' ', Scopes)}";
}
