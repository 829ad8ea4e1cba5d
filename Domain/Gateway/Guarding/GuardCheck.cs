using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Checks what functions say of their callers: that they say it, that it does not contradict itself, and that what they name is there.</summary>
internal sealed class GuardCheck(IServiceProvider services)
{
    // Null where they are wrong themselves, which is told apart.
    private readonly ThrottlingOptions? _throttling = Read<ThrottlingOptions>(services);
    private readonly AuthorizerOptions? _authorizers = Read<AuthorizerOptions>(services);
    private readonly AuthorizationOptions? _authorization = Read<AuthorizationOptions>(services);

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

        foreach (var policy in demands.Throttles.Where(policy => _throttling?.Policies.ContainsKey(policy) == false))
        {
            faults.Add($"Function '{function.Name}' has [Throttle(\"{policy}\")], but there is no such policy: add Gateway:Throttling:Policies:{policy} with Rate and Burst.");
        }

        if (demands.Authorizer is { } authorizer && _authorizers?.Authorizers.ContainsKey(authorizer) == false)
        {
            faults.Add($"Function '{function.Name}' has [Authorizer(\"{authorizer}\")], but there is no such authorizer: register it with Authorizer<T>(\"{authorizer}\", …).");
        }

        foreach (var policy in all.OfType<IAuthorizeData>().Select(data => data.Policy).OfType<string>().Distinct().Where(policy => _authorization is not null && _authorization.GetPolicy(policy) is null))
        {
            faults.Add($"Function '{function.Name}' asks for the policy '{policy}', but there is none: add it with services.AddAuthorization(options => options.AddPolicy(\"{policy}\", …)).");
        }
    }

    private static bool Demands(object attribute) => attribute is IAuthorizeData or IAuthorizationRequirementData or AuthorizerAttribute;

    private static T? Read<T>(IServiceProvider services)
        where T : class
    {
        try
        {
            return services.GetRequiredService<IOptions<T>>().Value;
        }
        catch (Exception wrong) when (wrong is OptionsValidationException or InvalidOperationException)
        {
            return null;
        }
    }
}
