using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Virga.LocalHost;

/// <summary>Replaces <c>%name%</c> in bindings by the app setting of that name.</summary>
internal sealed partial class SettingNames(IConfiguration configuration)
{
    /// <summary>Replaces every <c>%name%</c>.</summary>
    /// <exception cref="FormatException">A setting is not there.</exception>
    public string Resolve(string text) => TryResolve(text, out var resolved, out var fault) ? resolved : throw new FormatException(fault);

    /// <summary>Replaces every <c>%name%</c>.</summary>
    /// <returns>False when a setting is not there; <paramref name="fault"/> says which.</returns>
    public bool TryResolve(string text, out string resolved, out string? fault)
    {
        string? missing = null;
        resolved = Pattern().Replace(text, match =>
        {
            var name = match.Groups[1].Value;
            var value = configuration[name.Replace("__", ":", StringComparison.Ordinal)];
            missing = value is null ? name : missing;
            return value ?? "";
        });
        fault = missing is null ? null : $"'{text}' asks for the app setting '{missing}', which is not set. Set it in local.settings.json or the environment.";
        return missing is null;
    }

    /// <summary>The faults of texts that may hold <c>%name%</c>.</summary>
    public IEnumerable<string> Faults(params IEnumerable<string?> texts) =>
        texts.OfType<string>().Select(t => TryResolve(t, out _, out var fault) ? null : fault).OfType<string>();

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Pattern();
}
