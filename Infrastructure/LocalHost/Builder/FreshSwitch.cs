namespace Virga.LocalHost;

/// <summary><c>--fresh</c>: the only switch without a value, which the configuration's command line does not know.</summary>
internal static class FreshSwitch
{
    /// <summary>Gives the switch a value.</summary>
    public static string[] Expand(string[] args) => [.. args.Select(arg => arg == "--fresh" ? $"--{DataDirectory.FreshSetting}=true" : arg)];
}
