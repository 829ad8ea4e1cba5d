using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Asks the buckets of a request: whose they are follows from the policy and from who calls.</summary>
internal sealed class ThrottleStage(Throttles throttles, IOptions<ThrottlingOptions> options)
{
    private const string GlobalName = "global";

    private readonly UsageRate? _global = options.Value.Global?.ToRate();
    private readonly Dictionary<string, (ThrottleScope Per, UsageRate Rate)> _policies =
        options.Value.Policies.ToDictionary(policy => policy.Key, policy => (policy.Value.Per, policy.Value.ToRate()), StringComparer.Ordinal);

    /// <summary>Whether there is a bucket for all requests.</summary>
    public bool HasGlobal => _global is not null;

    /// <summary>Takes from the bucket of all requests; false when it has been answered.</summary>
    public bool TakeGlobal(HttpContext context) => Take(context, new ThrottleBucket(GlobalName, "", "", _global!), isShown: false);

    /// <summary>Takes from the buckets that the function's attributes name; false when it has been answered.</summary>
    public bool TakePolicies(HttpContext context, IReadOnlyList<string> policies)
    {
        foreach (var name in policies)
        {
            var (per, rate) = _policies[name];
            var function = per == ThrottleScope.App ? "" : GatewayFeature.Of(context).FunctionName;
            var client = per switch
            {
                ThrottleScope.Client => ClientOf(context),
                ThrottleScope.Address => AddressOf(context),
                _ => "",
            };
            if (!Take(context, new ThrottleBucket(name, function, client, rate)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes from the buckets of a key's plan: that of the function first, then that of the key.</summary>
    public bool TakePlan(HttpContext context, ApiKey key, UsagePlan plan)
    {
        var function = GatewayFeature.Of(context).FunctionName;
        return (!plan.Functions.TryGetValue(function, out var single) || Take(context, new ThrottleBucket(plan.Name, function, key.Id, single)))
            && (plan.Throttle is not { } rate || Take(context, new ThrottleBucket(plan.Name, "", key.Id, rate)));
    }

    private bool Take(HttpContext context, in ThrottleBucket bucket, bool isShown = true)
    {
        var (allowed, left, wait) = throttles.Take(bucket);
        if (isShown)
        {
            RateLimitHeaders.Add(context.Response, bucket, left);
        }

        if (!allowed)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            GatewayFeature.SetProblem(context, new Problem(429, ProblemCodes.Throttled, "Requests come too fast; wait as Retry-After says.") { RetryAfter = wait });
        }

        return allowed;
    }

    private static string ClientOf(HttpContext context) =>
        context.GetApiKey() is { } key ? "key:" + key.Id
        : Caller.Of(context) is { Length: > 0 } caller ? caller
        : AddressOf(context);

    private static string AddressOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return "-";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        // One household has a /64: whoever has one address has them all.
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]).ToString() : address.ToString();
    }
}
