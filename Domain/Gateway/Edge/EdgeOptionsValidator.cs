using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class EdgeOptionsValidator : IValidateOptions<ForwardedOptions>, IValidateOptions<NetworkOptions>, IValidateOptions<SecurityHeadersOptions>, IValidateOptions<ClientCertificateOptions>
{
    private const int ThumbprintCharacters = 64;

    public ValidateOptionsResult Validate(string? name, ForwardedOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        Check(faults, $"{ForwardedOptions.Section}:Proxies", options.Proxies);
        if (options.Limit is < 1 or > 10)
        {
            faults.AddError($"{ForwardedOptions.Section}:Limit is {options.Limit}; give 1 to 10.");
        }

        if (options.Hosts.Contains("*"))
        {
            faults.AddError($"{ForwardedOptions.Section}:Hosts has '*', which would let clients choose; name the hosts.");
        }

        return faults.Build();
    }

    public ValidateOptionsResult Validate(string? name, NetworkOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        Check(faults, $"{NetworkOptions.Section}:Allowed", options.Allowed);
        Check(faults, $"{NetworkOptions.Section}:Denied", options.Denied);
        return faults.Build();
    }

    public ValidateOptionsResult Validate(string? name, SecurityHeadersOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (options.StrictTransportMaxAge < TimeSpan.Zero || options.StrictTransportMaxAge > TimeSpan.FromDays(730))
        {
            faults.AddError($"{SecurityHeadersOptions.Section}:StrictTransportMaxAge is {options.StrictTransportMaxAge}; give 0 to 730 days.");
        }

        return faults.Build();
    }

    public ValidateOptionsResult Validate(string? name, ClientCertificateOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        foreach (var thumbprint in options.Thumbprints.Where(thumbprint => thumbprint.Length != ThumbprintCharacters || !thumbprint.All(char.IsAsciiHexDigit)))
        {
            faults.AddError($"{ClientCertificateOptions.Section}:Thumbprints has '{thumbprint}'; give the SHA-256 of the certificate, {ThumbprintCharacters} hexadecimal digits.");
        }

        return faults.Build();
    }

    private static void Check(ValidateOptionsResultBuilder faults, string section, IEnumerable<string> networks)
    {
        foreach (var network in networks.Where(network => !Networks.TryParse(network, out _)))
        {
            faults.AddError($"{section} has '{network}'; give an address or a network: 203.0.113.0/24.");
        }
    }
}
