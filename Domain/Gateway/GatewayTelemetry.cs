using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Virga.Gateway;

/// <summary>The names under which the gateway's traces and metrics are collected.</summary>
public static class GatewayTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "Virga.Gateway";

    internal static readonly ActivitySource Source = new(Name);
}
