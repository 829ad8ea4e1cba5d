using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Virga.Documents;
using Virga.EventGrid;
using Virga.FrontDoor;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Adds Virga to a function app.</summary>
public static class VirgaApplicationBuilderExtensions
{
    /// <summary>Adds documents, notifications and the gateway, on the services that configuration names: sections <c>Cosmos</c>, <c>EventGrid</c>, <c>Storage</c> and <c>FrontDoor</c>.</summary>
    /// <remarks>Traces, metrics and logs are exported when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> or <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is set. Call it once, after <c>ConfigureFunctionsWebApplication</c>. Definitions and configuration are checked when the app starts, all faults at once.</remarks>
    /// <param name="builder">The function app.</param>
    /// <param name="configure">Says what the app has.</param>
    public static FunctionsApplicationBuilder AddVirga(this FunctionsApplicationBuilder builder, Action<VirgaBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        var hostJson = HostJson.Read(builder.Environment, builder.Configuration);
        services.AddVirgaCosmos();
        services.AddVirgaEventGrid();
        services.AddVirgaWebhookHttp();
        services.AddOptions<WebhookHttpOptions>().PostConfigure<IOptions<NotificationsOptions>>((webhooks, notifications) =>
        {
            if (notifications.Value.PublicBaseUrl is { } own)
            {
                webhooks.OwnHosts.Add(own.IdnHost);
            }
        });
        services.Configure<GatewayOptions>(options => options.RoutePrefix = HostJson.RoutePrefix(hostJson) ?? options.RoutePrefix);
        services.AddGateway();
        services.TryAddSingleton<IApiTexts, DocumentationTexts>();
        services.AddOptions<PortalOptions>().BindConfiguration(PortalOptions.Section);
        if (builder.Configuration.GetSection(FrontDoorOptions.Section).Exists())
        {
            services.AddVirgaFrontDoor();
        }

        services.AddVirgaProxy();
        services.AddOptions<DocumentsOptions>().Validate<HostPlatform>(
            (documents, platform) => documents.CursorKey is not null || !platform.IsAppService,
            "Documents:CursorKey is missing: each instance would refuse the cursors of the others. Give it 32 random bytes in base64, from Key Vault; docs/guide/deploy.md says how.");
        services.AddHealthChecks();
        HostSetup.Configure(builder, hostJson);
        TelemetryExport.Add(builder);
        services.PostConfigure<NotificationsOptions>(options => options.Instance ??= HostSetup.InstanceOf(builder.Configuration));

        Assembly[] functions = [Assembly.Load(builder.Environment.ApplicationName), typeof(VirgaBuilder).Assembly];
        services.AddSingleton(provider => new GatewayEndpoints(HttpFunctions.In(functions), provider.GetRequiredService<IOptions<GatewayOptions>>()));
        services.AddDefinitionCheck<GatewayStartCheck>();
        builder.UseMiddleware<GatewayMiddleware>();
        configure(new VirgaBuilder(services));
        StartCheck.Add(services);
        return builder;
    }
}
