using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Virga.Notifications;

/// <summary>Registers the handlers of a topic.</summary>
/// <typeparam name="T">The type of the body.</typeparam>
public sealed class TopicBuilder<T>
{
    private readonly NotificationsBuilder _builder;
    private readonly Topic<T> _topic;

    internal TopicBuilder(NotificationsBuilder builder, Topic<T> topic)
    {
        _builder = builder;
        _topic = topic;
    }

    /// <summary>Subscribes a handler class, made anew for each message in a scope of its own. What is wrong with name or policy is told at start.</summary>
    /// <param name="name">The subscriber's name, 1 to 128 ASCII letters, digits, dashes and underscores, unique in the app. It is its identity: keep it when the class is renamed.</param>
    /// <param name="filterPolicy">Which messages it wants, as JSON; null for all.</param>
    /// <param name="scope">What the filter policy looks at.</param>
    /// <typeparam name="THandler">The handler class.</typeparam>
    public TopicBuilder<T> Subscriber<THandler>(string name, string? filterPolicy = null, FilterScope scope = FilterScope.MessageAttributes)
        where THandler : class, ISubscriber<T>
    {
        ArgumentNullException.ThrowIfNull(name);
        _builder.Services.TryAddScoped<THandler>();
        _builder.Services.AddSingleton<FunctionSubscriber>(new FunctionSubscriber<T, THandler>(name, _topic, filterPolicy, scope));
        return this;
    }

    /// <summary>Registers another topic.</summary>
    /// <typeparam name="TOther">The type of its body.</typeparam>
    public TopicBuilder<TOther> Topic<TOther>(Topic<TOther> topic) => _builder.Topic(topic);
}
