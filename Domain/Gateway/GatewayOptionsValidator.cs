using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (options.MaxBodyBytes is < 0)
        {
            faults.AddError($"Gateway:MaxBodyBytes is {options.MaxBodyBytes}; give the number of bytes a body may have, 0 or more.");
        }

        faults.AddUnlessWithin("Gateway:MaxJsonDepth", options.MaxJsonDepth, 1, 1000);
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromSeconds(TimeoutAttribute.MaxSeconds))
        {
            faults.AddError($"Gateway:Timeout is {options.Timeout}; give more than 0 and at most {TimeoutAttribute.MaxSeconds} seconds, after which Azure's load balancer gives up.");
        }

        if (options.StreamTimeout <= TimeSpan.Zero || options.StreamTimeout > TimeSpan.FromHours(1))
        {
            faults.AddError($"Gateway:StreamTimeout is {options.StreamTimeout}; give more than 0 and at most an hour.");
        }

        if (options.RoutePrefix is null || options.RoutePrefix.StartsWith('/') || options.RoutePrefix.EndsWith('/') || options.RoutePrefix.Contains('{', StringComparison.Ordinal))
        {
            faults.AddError($"Gateway:RoutePrefix is '{options.RoutePrefix}'; give it as host.json does, without slashes at its ends and without parameters.");
        }

        if (options.PublicBaseUrl is { } url
            && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.Query.Length > 0 || url.Fragment.Length > 0))
        {
            faults.AddError($"Gateway:PublicBaseUrl is '{url}'; give an absolute http or https address without query and fragment.");
        }

        if (options.DevelopmentTokenKey is { Length: < DevelopmentTokens.KeyBytes } key)
        {
            faults.AddError($"GatewayOptions.DevelopmentTokenKey has {key.Length} bytes; give at least {DevelopmentTokens.KeyBytes} (DevelopmentTokens.NewKey()).");
        }

        return faults.Build();
    }
}
