using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Virga.Gateway;

internal sealed class ScopeAuthorizationHandler : AuthorizationHandler<ScopeRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.User.Identity?.IsAuthenticated == true && HasOneOf(context.User, requirement.Scopes))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    public static bool HasOneOf(ClaimsPrincipal user, IReadOnlyList<string> scopes)
    {
        foreach (var claim in user.Claims)
        {
            if (claim.Type is "scope" or "scp" && HasOneOf(claim.Value, scopes))
            {
                return true;
            }
        }

        return false;
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
