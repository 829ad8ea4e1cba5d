using System.Diagnostics;
using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Virga.Hosting;

/// <summary>Sends traces, metrics and logs where configuration says: to an OTLP collector (OpenTelemetry's own settings, <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> first) and to Application Insights
/// (<c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>). Without either, nothing of it is there.</summary>
internal static class TelemetryExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string AuthenticationString = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";
    private const string ServiceName = "OTEL_SERVICE_NAME";

    /// <summary>The framework's sources and meters: one of each for every project.</summary>
    private const string Own = "Virga.*";

    /// <summary>The source whose spans say all that those of its HTTP calls would.</summary>
    private const string Store = "Virga.Cosmos";

    public static void Add(FunctionsApplicationBuilder builder)
    {
        var toCollector = builder.Configuration[Endpoint] is { Length: > 0 };
        var connection = builder.Configuration[ConnectionString] is { Length: > 0 } text ? text : null;
        if (toCollector || connection is not null)
        {
            Add(builder, toCollector, connection);
        }
    }

    // A method of its own: an app that exports nothing loads none of these assemblies.
    private static void Add(FunctionsApplicationBuilder builder, bool toCollector, string? connection)
    {
        var credential = connection is null ? null : CredentialOf(builder.Configuration[AuthenticationString]);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration[ServiceName] ?? AppService.SiteOf(builder.Configuration) ?? builder.Environment.ApplicationName))
            .WithTracing(traces =>
            {
                traces.AddSource(Own).AddHttpClientInstrumentation(calls => calls.FilterHttpRequestMessage = _ => Activity.Current?.Parent?.Source.Name != Store);
                HostSetup.AddTraces(builder, traces);
                if (connection is not null)
                {
                    traces.AddAzureMonitorTraceExporter(options => Set(options, connection, credential));
                }
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Own);
                if (connection is not null)
                {
                    metrics.AddAzureMonitorMetricExporter(options => Set(options, connection, credential));
                }
            });
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            if (connection is not null)
            {
                logs.AddAzureMonitorLogExporter(options => Set(options, connection, credential));
            }
        });
        if (toCollector)
        {
            telemetry.UseOtlpExporter();
        }
    }

    private static void Set(AzureMonitorExporterOptions options, string connection, TokenCredential? credential)
    {
        options.ConnectionString = connection;
        options.Credential = credential;
    }

    /// <summary>The app's identity where local authentication is off: <c>Authorization=AAD</c>, with <c>ClientId=…</c> of a user-assigned one.</summary>
    private static TokenCredential? CredentialOf(string? authentication)
    {
        var parts = (authentication ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        if (!parts.TryGetValue("Authorization", out var kind) || !kind.Equals("AAD", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return parts.TryGetValue("ClientId", out var client)
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client))
            : new DefaultAzureCredential();
    }
}
