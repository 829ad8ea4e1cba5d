using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Virga.EventGrid;

/// <summary>The project's traces and metrics.</summary>
internal static class Telemetry
{
    public const string Name = "Virga.EventGrid";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Sent = Meter.CreateCounter<long>("virga.eventgrid.sent", "{event}", "Events that Event Grid accepted.");

    public static readonly Counter<long> Refused = Meter.CreateCounter<long>("virga.eventgrid.refused", "{event}", "Events that Event Grid refused as too large by themselves.");

    public static readonly Counter<long> Delivered = Meter.CreateCounter<long>("virga.eventgrid.local.delivered", "{event}", "Events that the local Event Grid delivered.");

    public static readonly Counter<long> Retried = Meter.CreateCounter<long>("virga.eventgrid.local.retried", "{event}", "Failed deliveries of the local Event Grid that will be tried again.");

    public static readonly Counter<long> DeadLettered = Meter.CreateCounter<long>("virga.eventgrid.local.dead_lettered", "{event}", "Events that the local Event Grid gave up.");
}
