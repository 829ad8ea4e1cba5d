using Microsoft.Extensions.Options;

namespace Virga.FrontDoor;

internal sealed class FrontDoorOptionsValidator : IValidateOptions<FrontDoorOptions>
{
    public ValidateOptionsResult Validate(string? name, FrontDoorOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (options.Endpoint is { } endpoint
            && (!endpoint.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) || !endpoint.Contains("/afdEndpoints/", StringComparison.OrdinalIgnoreCase) || endpoint.AsSpan().ContainsAny("?#")))
        {
            faults.AddError($"FrontDoor:Endpoint is '{endpoint}'; give the endpoint's resource id: /subscriptions/…/providers/Microsoft.Cdn/profiles/…/afdEndpoints/….");
        }

        if (options.Management is not { IsAbsoluteUri: true, Scheme: "https" } && !options.Management.IsLoopback)
        {
            faults.AddError($"FrontDoor:Management is '{options.Management}'; give an absolute https address.");
        }

        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromMinutes(5))
        {
            faults.AddError($"FrontDoor:Timeout is {options.Timeout}; give more than 0 and at most 5 minutes.");
        }

        return faults.Build();
    }
}
