using Microsoft.AspNetCore.Authorization;

namespace Virga.Gateway;

internal sealed class ScopeAuthorizationHandler : AuthorizationHandler<ScopeRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            foreach (var claim in context.User.Claims)
            {
                if (claim.Type is "scope" or "scp" && HasOneOf(claim.Value, requirement.Scopes))
                {
                    context.Succeed(requirement);
                    break;
                }
            }
        }

        return Task.CompletedTask;
    }

    private static bool HasOneOf(ReadOnlySpan<char> granted, IReadOnlyList<string> wanted)
    {
        foreach (var range in granted.Split(' '))
        {
            foreach (var scope in wanted)
            {
                if (granted[range].SequenceEqual(scope))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
