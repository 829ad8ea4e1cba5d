using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>Says what an app has: its models, its topics and who subscribes to them, and what clients may ask of its resources.</summary>
public sealed class VirgaBuilder
{
    internal VirgaBuilder(IServiceCollection services)
    {
        Services = services;
        services.AddDocuments(documents => Documents = documents);
        services.AddNotifications(notifications => Notifications = notifications);
    }

    /// <summary>The app's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The models.</summary>
    public DocumentsBuilder Documents { get; private set; } = null!;

    /// <summary>The topics and their subscribers.</summary>
    public NotificationsBuilder Notifications { get; private set; } = null!;

    /// <summary>Says which filters and which order the lists of a model's <see cref="Virga.Gateway.Resource{T}"/> have, and whose its documents are.</summary>
    /// <typeparam name="T">The model's type.</typeparam>
    public VirgaBuilder Resource<T>(Action<ResourceBuilder<T>> configure)
    {
        Services.AddResource(configure);
        return this;
    }

    /// <summary>Adds an authorizer, which functions name with <c>[Authorizer("…")]</c>.</summary>
    /// <typeparam name="T">The authorizer.</typeparam>
    public VirgaBuilder Authorizer<T>(string name, Action<AuthorizerSettings>? configure = null)
        where T : class, IRequestAuthorizer
    {
        Services.AddAuthorizer<T>(name, configure);
        return this;
    }

    /// <summary>Says how fast requests may come: the policies that functions name with <c>[Throttle("…")]</c>.</summary>
    public VirgaBuilder Throttling(Action<ThrottlingOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>Purges the answers that depend on a model's documents (<see cref="CacheTagAttribute{T}"/>) from all caches when the change feed shows a change of one.</summary>
    /// <remarks>What is deleted is not in the feed that the framework hears: tag the function that deletes, and it purges itself.</remarks>
    /// <typeparam name="T">The model's type.</typeparam>
    public VirgaBuilder PurgeCachesOnChange<T>(Schema<T> schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Documents.OnChange<T, PurgeCaches<T>>(schema, $"purge-caches-{schema.Name}");
        return this;
    }

    /// <summary>Registers a handler of work that takes longer than a request: see <see cref="Integration.Accept{TInput, THandler}"/>.</summary>
    /// <param name="name">Letters, digits and hyphens; it names the handler in stored operations.</param>
    /// <typeparam name="TInput">The type of the requests' bodies.</typeparam>
    /// <typeparam name="THandler">The handler.</typeparam>
    public VirgaBuilder Operation<TInput, THandler>(string name)
        where TInput : notnull
        where THandler : class, IOperationHandler<TInput>
    {
        Services.AddOperation<TInput, THandler>(name);
        return this;
    }

    /// <summary>Refines the gateway's options in code.</summary>
    public VirgaBuilder Gateway(Action<GatewayOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }
}
