using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Support;
using Virga.LocalHost;

namespace Benchmarks;

/// <summary>The servers that are compared, each in a process of its own on a free port.</summary>
internal static class GatewayServers
{
    private const string Offline = "tests/node_modules/osls/bin/serverless.js";
    private static readonly string Own = typeof(GatewayServers).Assembly.Location;

    /// <summary>The key that all but the bare API check tokens with.</summary>
    public static byte[] Key(string data) => DevelopmentKeys.TokenKey(new ConfigurationManager(), data);

    /// <summary>Why serverless-offline cannot be measured; null when it can.</summary>
    public static string? NoOffline => TestTool.NoPackage("osls") ?? TestTool.NoPackage("serverless-offline");

    public static IReadOnlyList<(string Name, Func<string, int, ProcessStartInfo> Start)> All =>
    [
        ("bare minimal API", (data, port) => DotNet("bare-orders", data, port)),
        ("ASP.NET Core, wired by hand", (data, port) => DotNet("hand-wired", data, port)),
        ("Virga, local host", (data, port) => DotNet("gateway-app", data, port)),
        .. NoOffline is null ? [("serverless-offline, in process", Node)] : Array.Empty<(string, Func<string, int, ProcessStartInfo>)>(),
    ];

    private static ProcessStartInfo DotNet(string command, string data, int port)
    {
        var start = new ProcessStartInfo("dotnet", [Own, command, "--urls", $"http://127.0.0.1:{port}"]);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["VIRGA_DATA"] = data;
        return start;
    }

    private static ProcessStartInfo Node(string data, int port)
    {
        string[] ports = ["--httpPort", Text(port), "--lambdaPort", Text(Loopback.FreePort()), "--albPort", Text(Loopback.FreePort())];
        var start = new ProcessStartInfo(TestTool.Node, [Repository.PathOf(Offline), "offline", "start", "--host", "127.0.0.1", .. ports])
        {
            WorkingDirectory = Repository.PathOf("tests/Benchmarks/Gateway"),
        };
        start.Environment["TOKEN_KEY"] = Convert.ToBase64String(Key(data));
        start.Environment["SLS_TELEMETRY_DISABLED"] = "1";
        start.Environment["SLS_NOTIFICATIONS_MODE"] = "off";
        return start;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
