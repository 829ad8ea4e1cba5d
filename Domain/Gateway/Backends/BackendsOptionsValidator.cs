using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class BackendsOptionsValidator : IValidateOptions<BackendsOptions>
{
    public ValidateOptionsResult Validate(string? name, BackendsOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        foreach (var (backend, settings) in options.Backends)
        {
            Check($"Gateway:Backends:{backend}", settings, faults);
        }

        return faults.Build();
    }

    private static void Check(string section, BackendOptions settings, ValidateOptionsResultBuilder faults)
    {
        if (settings.Addresses.Count == 0)
        {
            faults.AddError($"{section}:Addresses is empty; give at least one address.");
        }

        foreach (var address in settings.Addresses)
        {
            if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
            {
                faults.AddError($"{section}:Addresses has '{address}'; give absolute http or https addresses without user, query and fragment.");
            }
        }

        if (settings.Timeout <= TimeSpan.Zero || settings.Timeout > TimeSpan.FromSeconds(230))
        {
            faults.AddError($"{section}:Timeout is {settings.Timeout}; give more than 0 and at most 230 seconds.");
        }

        if (settings.HealthInterval < TimeSpan.FromSeconds(1) || settings.HealthInterval > TimeSpan.FromMinutes(10))
        {
            faults.AddError($"{section}:HealthInterval is {settings.HealthInterval}; give 1 second to 10 minutes.");
        }

        if (settings.HealthPath is { } path && !path.StartsWith('/'))
        {
            faults.AddError($"{section}:HealthPath is '{path}'; start it with a slash.");
        }

        foreach (var header in settings.Headers.Keys.Where(header => HeaderRules.Fault(header) is not null || header.Equals("Host", StringComparison.OrdinalIgnoreCase)))
        {
            faults.AddError($"{section}:Headers has '{header}', which is no header or one that the connection needs for itself.");
        }
    }
}
