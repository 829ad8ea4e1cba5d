using Microsoft.Extensions.Configuration;

namespace Virga.LocalHost;

/// <summary>Where the developer reaches this app.</summary>
internal static class LocalAddress
{
    /// <summary>The first address that the app is told to listen on, with a name in place of "any".</summary>
    public static Uri Of(IConfiguration configuration)
    {
        var first = configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? LocalHostDefaults.Url;
        foreach (var any in new[] { "//*", "//+", "//0.0.0.0", "//[::]", "//127.0.0.1" })
        {
            first = first.Replace(any, "//localhost", StringComparison.Ordinal);
        }

        return Uri.TryCreate(first, UriKind.Absolute, out var address) ? address : new Uri(LocalHostDefaults.Url);
    }
}
