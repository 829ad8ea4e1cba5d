using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class AuthorizerOptionsValidator : IValidateOptions<AuthorizerOptions>
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(30);

    public ValidateOptionsResult Validate(string? name, AuthorizerOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        foreach (var twice in options.Twice)
        {
            faults.AddError($"Two authorizers are named '{twice}': rename one of them.");
        }

        foreach (var (authorizer, (_, settings)) in options.Authorizers)
        {
            if (settings.CacheFor < TimeSpan.Zero || settings.CacheFor > AuthorizerSettings.LongestCache)
            {
                faults.AddError($"Authorizer '{authorizer}': CacheFor is {settings.CacheFor}; give 0 to {AuthorizerSettings.LongestCache}.");
            }

            if (settings.Timeout <= TimeSpan.Zero || settings.Timeout > LongestTimeout)
            {
                faults.AddError($"Authorizer '{authorizer}': Timeout is {settings.Timeout}; give more than 0, at most {LongestTimeout}.");
            }

            if (settings.CacheFor > TimeSpan.Zero && settings.Sources.Count == 0)
            {
                faults.AddError($"Authorizer '{authorizer}' has no identity source, so that one caller's answer would count for all: add FromHeader or FromQuery, or set CacheFor to zero.");
            }
        }

        return faults.Build();
    }
}
