using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Cosmos;
using Virga.Notifications;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Virga.LocalHost;

/// <summary>Makes the listener of a function from what the app has registered.</summary>
internal sealed class TriggerListeners(
    IServiceProvider services, SettingNames names, HostSettings settings, TriggerInvoker invoker, TimeProvider time, ILogger<TriggerListeners> logger)
{
    /// <summary>The listener of a function; null when others bring what starts it: the web server, the local Event Grid.</summary>
    /// <exception cref="FormatException">What the listener listens to is not registered.</exception>
    public ITriggerListener? For(FunctionDescriptor function) => function.Trigger switch
    {
        QueueTriggerAttribute trigger => new QueueListener(
            function,
            names.Resolve(trigger.QueueName),
            services.GetService<IMessageQueue>() ?? throw Missing(function, "IMessageQueue", "AddLocalStorage() or AddVirgaStorage()"),
            settings,
            invoker,
            time,
            logger),
        TimerTriggerAttribute trigger => new TimerListener(function, trigger, names, services.GetRequiredService<TimerStore>(), invoker, time, logger),
        CosmosDBTriggerAttribute trigger => new CosmosListener(
            function,
            new CosmosLease(
                services.GetService<CosmosClient>() ?? throw Missing(function, "CosmosClient", "AddVirgaCosmos()"),
                trigger,
                names,
                services.GetService<CosmosProvisioner>()),
            trigger,
            new CommitSignal(EmulatorInUse(), names.Resolve(trigger.DatabaseName), names.Resolve(trigger.ContainerName)),
            invoker,
            time,
            logger),
        _ => null,
    };

    // Asking for the emulator opens it: not for an app whose documents are elsewhere.
    private Emulator? EmulatorInUse() =>
        services.GetService<IOptions<CosmosOptions>>()?.Value.AccountEndpoint == Emulator.Endpoint ? services.GetService<Emulator>() : null;

    private static FormatException Missing(FunctionDescriptor function, string service, string fix) =>
        new($"{function.Name}: its trigger needs a registered {service}. Add one with {fix}.");
}
