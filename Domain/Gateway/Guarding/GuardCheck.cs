using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Checks what functions say of their callers: that they say it, that it does not contradict itself, and that what they name is there.</summary>
internal sealed class GuardCheck(IServiceProvider services)
{
    private readonly ThrottlingOptions _throttling = services.GetRequiredService<IOptions<ThrottlingOptions>>().Value;
    private readonly AuthorizerOptions _authorizers = services.GetRequiredService<IOptions<AuthorizerOptions>>().Value;
    private readonly AuthorizationOptions _authorization = services.GetRequiredService<IOptions<AuthorizationOptions>>().Value;

    public void Check(GatewayEndpoint function, List<string> faults)
    {
        var onClass = function.ClassAttributes;
        var onMethod = function.MethodAttributes;
        object[] all = [.. onClass, .. onMethod];
        var demands = EndpointDemands.Of(all);
        if (!demands.AreDeclared)
        {
            faults.Add($"Function '{function.Name}' does not say who may call it: add [RequireScope(\"…\")], [Authorize] or [AllowAnonymous].");
        }
        else if ((onMethod.Any(Demands) && demands.IsAnonymous) || (onClass.Any(Demands) && onClass.Any(attribute => attribute is IAllowAnonymous)))
        {
            faults.Add($"Function '{function.Name}' demands a token and has [AllowAnonymous] on it or its class, which would win: remove one of the two.");
        }

        foreach (var policy in demands.Throttles.Where(policy => !_throttling.Policies.ContainsKey(policy)))
        {
            faults.Add($"Function '{function.Name}' has [Throttle(\"{policy}\")], but there is no such policy: add Gateway:Throttling:Policies:{policy} with Rate and Burst.");
        }

        if (demands.Authorizer is { } authorizer && !_authorizers.Authorizers.ContainsKey(authorizer))
        {
            faults.Add($"Function '{function.Name}' has [Authorizer(\"{authorizer}\")], but there is no such authorizer: register it with Authorizer<T>(\"{authorizer}\", …).");
        }

        foreach (var policy in all.OfType<IAuthorizeData>().Select(data => data.Policy).OfType<string>().Distinct().Where(policy => _authorization.GetPolicy(policy) is null))
        {
            faults.Add($"Function '{function.Name}' asks for the policy '{policy}', but there is none: add it with services.AddAuthorization(options => options.AddPolicy(\"{policy}\", …)).");
        }

        foreach (var owner in all.OfType<RequireOwnerAttribute>().Where(owner => !function.Route.Contains($"{{{owner.RouteParameter}", StringComparison.OrdinalIgnoreCase)))
        {
            faults.Add($"Function '{function.Name}' has [RequireOwner(\"{owner.RouteParameter}\")], but its route '{function.Route}' has no such parameter.");
        }
    }

    private static bool Demands(object attribute) => attribute is IAuthorizeData or IAuthorizationRequirementData or AuthorizerAttribute;
}
