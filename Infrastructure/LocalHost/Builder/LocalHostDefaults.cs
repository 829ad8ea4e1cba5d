using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Virga.LocalHost;

/// <summary>What differs from a plain web app: the address, the limits, the quiet log, the short drain.</summary>
internal static class LocalHostDefaults
{
    /// <summary>Where the host listens when nothing says otherwise: Core Tools' address.</summary>
    public const string Url = "http://localhost:7071";

    /// <summary>The largest request body, in bytes: the Functions host's.</summary>
    public const long MaximumBodySize = 104_857_600;

    /// <summary>How long requests and invocations under way may go on after Ctrl+C.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports", "Kestrel:Endpoints"];

    public static void Apply(WebApplicationBuilder web)
    {
        if (!Array.Exists(AddressKeys, key => web.Configuration.GetSection(key).Exists()))
        {
            web.WebHost.UseUrls(Url);
        }

        web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaximumBodySize;
        });
        web.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Drain);
        web.Logging.ClearProviders();
        web.Logging.AddConsole(console => console.FormatterName = LineConsoleFormatter.FormatterName);
        web.Logging.AddConsoleFormatter<LineConsoleFormatter, ConsoleFormatterOptions>();

        // The start-up table says where the app listens; a failed start is told in one line or thrown.
        web.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        web.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }
}
