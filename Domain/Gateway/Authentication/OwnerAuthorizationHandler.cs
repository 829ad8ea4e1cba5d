using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

internal sealed class OwnerAuthorizationHandler : AuthorizationHandler<OwnerRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OwnerRequirement requirement)
    {
        if (context.User.Identity?.IsAuthenticated == true
            && context.Resource is HttpContext http
            && ((http.Request.RouteValues[requirement.RouteParameter] is string owner && Ownership.Has(context.User, requirement.Claim, owner))
                || ScopeAuthorizationHandler.HasOneOf(context.User, requirement.Scopes)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
