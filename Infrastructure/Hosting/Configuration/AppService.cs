using Microsoft.Extensions.Configuration;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>What Azure says of itself in the variables that it sets for a function app, whatever the plan.</summary>
internal static class AppService
{
    private const string Site = "WEBSITE_SITE_NAME";
    private const string Authenticates = "WEBSITE_AUTH_ENABLED";
    private const int LongestInstance = 128;

    /// <summary>What names the machine: Flex Consumption sets the second only.</summary>
    private static readonly string[] Instances = ["WEBSITE_INSTANCE_ID", "WEBSITE_POD_NAME"];

    /// <summary>Whether anything says so: enough to close what only a developer's machine may have.</summary>
    public static bool IsSuspected(IConfiguration configuration) => Instances.Append(Site).Any(name => !string.IsNullOrEmpty(configuration[name]));

    /// <summary>The app's name; null elsewhere.</summary>
    public static string? SiteOf(IConfiguration configuration) => configuration[Site] is { Length: > 0 } site ? site : null;

    /// <summary>The platform's name for the machine; null elsewhere.</summary>
    public static string? InstanceOf(IConfiguration configuration) =>
        Instances.Select(name => configuration[name]).FirstOrDefault(instance => instance is { Length: > 0 and <= LongestInstance });

    /// <summary>What stands in front of the app: nothing unless both an app and a machine are named.</summary>
    public static HostPlatform PlatformOf(IConfiguration configuration)
    {
        var runs = !string.IsNullOrEmpty(configuration[Site]) && Instances.Any(name => !string.IsNullOrEmpty(configuration[name]));
        return new HostPlatform(runs, runs && string.Equals(configuration[Authenticates], "True", StringComparison.OrdinalIgnoreCase));
    }
}
