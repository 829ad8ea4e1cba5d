using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>The host's own services.</summary>
internal static class LocalHostServices
{
    public static void Add(
        IServiceCollection services,
        HostSettings settings,
        Func<IReadOnlyList<Type>> functionTypes,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        services.AddRouting();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(p => new SettingNames(p.GetRequiredService<IConfiguration>()));
        services.AddSingleton(p => new FunctionCatalog(
            functionTypes(), new RuleContext(p.GetRequiredService<SettingNames>(), p.GetRequiredService<IInlineConstraintResolver>())));
        services.AddDefinitionCheck<FunctionCatalog>();
        services.AddSingleton<IFunctionCatalog>(p => p.GetRequiredService<FunctionCatalog>());
        services.AddSingleton(p => p.GetRequiredService<FunctionCatalog>().Functions);
        services.AddSingleton(_ => new InvocationPipeline(middleware));
        services.AddSingleton<HttpHost>();
        services.AddSingleton<TriggerInvoker>();
        services.AddSingleton<IFunctionInvoker, FunctionInvoker>();
        services.AddSingleton<BackgroundInvocations>();
        services.AddSingleton<EventDelivery>();
        services.AddSingleton<TriggerService>();
        services.AddSingleton(p => new Quiescence(
            p, p.GetRequiredService<TriggerService>(), p.GetRequiredService<BackgroundInvocations>(), p.GetRequiredService<HttpHost>(), p.GetServices<IBackgroundWork>()));
        services.AddSingleton<LocalDevelopment>();
        services.AddSingleton<TriggerListeners>();
        services.AddSingleton<AdminEndpoints>();
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<EventGridWebhook>();
        services.AddSingleton<ExplorerGate>();
        services.AddSingleton<NotificationsPage>();
        services.AddSingleton<AttemptHistory>();
        services.AddSingleton<LocalEndpoints>();
    }
}
