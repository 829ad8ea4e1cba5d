using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Trace;
using Virga.Documents;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>What the worker needs beside what both hosts do.</summary>
internal static class HostSetup
{
    /// <summary>Where development tokens are made: nowhere.</summary>
    public const string? TokenAddress = null;

    public static void Configure(FunctionsApplicationBuilder builder, IConfiguration hostJson)
    {
        AddLogLevels(builder.Configuration, hostJson);
        builder.Services.AddVirgaStorage();
        builder.Services.Replace(ServiceDescriptor.Singleton(AppService.PlatformOf(builder.Configuration)));
        // Its trigger reads documents into objects that change texts like times, and numbers, and says nothing of it.
        builder.Services.PostConfigure<ChangesOptions>(options => options.ReadAgain = true);
        // The host is the peer of every request, and replaces what a client writes into these headers by what it saw itself.
        builder.Services.PostConfigure<ForwardedOptions>(options =>
        {
            options.Proxies.Add("127.0.0.1");
            options.Proxies.Add("::1");
        });
        builder.Services.Configure<WorkerOptions>(options => options.InputConverters.RegisterAt<RequestAbortedConverter>(0));
        DeveloperMachine.Configure(builder);
    }

    /// <summary>The worker's span of each invocation joins ours to the host's. The host tells of requests itself, so the web server's spans would be requests counted twice;
    /// and it is told to export none of the worker's logs, which would be there twice.</summary>
    public static void AddTraces(FunctionsApplicationBuilder builder, TracerProviderBuilder traces)
    {
        traces.AddSource("Microsoft.Azure.Functions.Worker");
        builder.Services.Configure<WorkerOptions>(options =>
        {
            options.Capabilities["WorkerOpenTelemetryEnabled"] = bool.TrueString;
            options.Capabilities["WorkerOpenTelemetrySchemaVersion"] = "1.37.0"; // an earlier one would make each invocation one more request
        });
    }

    /// <summary>Azure's name for the machine; nothing elsewhere.</summary>
    public static string? InstanceOf(IConfiguration configuration) => AppService.InstanceOf(configuration);

    /// <summary>Throws what the gateway has answered with a 5xx, so that the host counts the invocation as failed; the client has its problem details by then.</summary>
    /// <remarks>The host forwards the answer before it looks at the outcome, and an answer that has started stays as it is.</remarks>
    public static async Task CountAsync(HttpContext http)
    {
        if (GatewayPipeline.FailureOf(http) is { } failure)
        {
            await http.Response.CompleteAsync().ConfigureAwait(false);
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Makes host.json's log levels the worker's defaults, too, on top of a web server that speaks of trouble only: the host's own end at its process.</summary>
    private static void AddLogLevels(ConfigurationManager configuration, IConfiguration hostJson)
    {
        var levels = hostJson.GetSection("logging:logLevel").GetChildren().Where(level => level.Value is not null).ToDictionary(level => $"Logging:LogLevel:{level.Key}", level => level.Value);
        levels.TryAdd("Logging:LogLevel:Microsoft.AspNetCore", "Warning");
        ((IList<IConfigurationSource>)configuration.Sources).Insert(0, new MemoryConfigurationSource { InitialData = levels });
    }
}
