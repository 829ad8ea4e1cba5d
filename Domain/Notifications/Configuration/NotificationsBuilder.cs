using Microsoft.Extensions.DependencyInjection;

namespace Virga.Notifications;

/// <summary>Registers topics and the handlers that subscribe to them.</summary>
public sealed class NotificationsBuilder
{
    internal NotificationsBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services the topics are registered with.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Registers a topic; registering it again changes nothing.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    public TopicBuilder<T> Topic<T>(Topic<T> topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (!Services.Any(service => ReferenceEquals(service.ImplementationInstance, topic)))
        {
            Services.AddSingleton<Topic>(topic);
        }

        return new TopicBuilder<T>(this, topic);
    }
}
