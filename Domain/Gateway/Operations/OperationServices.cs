using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;
using Virga.Gateway;
using Virga.Notifications;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers operations.</summary>
public static class OperationServices
{
    /// <summary>Registers a handler of operations; start them with <see cref="Integration.Accept{TInput, THandler}"/>.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="name">Letters, digits and hyphens, at most 64: it names the handler in stored operations, so it never changes while any wait.</param>
    /// <typeparam name="TInput">The type of the requests' bodies.</typeparam>
    /// <typeparam name="THandler">The handler, made by the services.</typeparam>
    /// <exception cref="ArgumentException">The name is none, or taken.</exception>
    public static IServiceCollection AddOperation<TInput, THandler>(this IServiceCollection services, string name)
        where TInput : notnull
        where THandler : class, IOperationHandler<TInput>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > 64 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
        {
            throw new ArgumentException($"'{name}' cannot name a handler of operations: use letters, digits and hyphens, at most 64.", nameof(name));
        }

        if (services.Any(service => service.ImplementationInstance is OperationHandlerEntry known && known.Name == name))
        {
            throw new ArgumentException($"Another handler of operations is named '{name}'.", nameof(name));
        }

        return services.AddSingleton(OperationHandlerEntry.Of<TInput, THandler>(name));
    }

    internal static void AddGatewayOperations(this IServiceCollection services)
    {
        services.AddChecked<OperationOptions, OperationOptionsValidator>(OperationOptions.Section);
        services.TryAddSingleton<OperationHandlers>();
        services.TryAddSingleton<OperationStore>();
        services.TryAddSingleton(provider => new OperationRunner(
            provider.GetRequiredService<OperationStore>(),
            provider.GetRequiredService<OperationHandlers>(),
            provider.GetRequiredService<IMessageQueue>(),
            provider.GetRequiredService<TypedBodyReader>(),
            provider.GetRequiredService<ChangeOrigins>(),
            provider,
            provider.GetRequiredService<IOptions<OperationOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddSingleton(provider => new Operations(
            provider.GetRequiredService<OperationStore>(),
            provider.GetRequiredService<IOptions<OperationOptions>>(),
            provider.GetRequiredService<IOptions<GatewayOptions>>(),
            provider.GetRequiredService<TypedBodyReader>()));
    }
}
