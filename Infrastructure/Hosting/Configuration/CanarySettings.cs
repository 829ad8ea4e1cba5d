using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>Holds the configured canaries to those that functions have (<see cref="CanaryAttribute"/>): a share under a wrong name would go nowhere, and nobody would know.</summary>
internal sealed class CanarySettings(IConfiguration configuration, GatewayEndpoints? endpoints)
{
    private readonly string[] _names = [.. (endpoints?.All ?? []).Select(function => function.Method.GetCustomAttribute<CanaryAttribute>()?.Name).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The sections of the canaries that there are.</summary>
    public IEnumerable<SettingsSection> Sections => _names.Select(name => new SettingsSection($"{CanaryOptions.Section}:{name}", typeof(CanaryOptions)));

    /// <summary>Names that no function has, and shares that are none.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var canary in configuration.GetSection(CanaryOptions.Section).GetChildren())
        {
            if (!_names.Contains(canary.Key, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{canary.Path} is no canary. " + (NearestName.Of(canary.Key, _names) is { } near ? $"Did you mean {CanaryOptions.Section}:{near}?"
                    : _names.Length == 0 ? "No function has [Canary(\"…\")]." : $"There are {string.Join(", ", _names)}.");
            }
            else if (canary[nameof(CanaryOptions.Percent)] is { } share && double.TryParse(share, CultureInfo.InvariantCulture, out var percent) && percent is not (>= 0 and <= 100))
            {
                yield return $"{canary.Path}:{nameof(CanaryOptions.Percent)} is {share}; give 0 to 100.";
            }
        }
    }
}
