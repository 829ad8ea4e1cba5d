using Virga.Documents;

namespace Virga.Notifications;

/// <summary>The topics, their subscribers and the channels are as they have to be.</summary>
internal sealed class TopicCheck(TopicCatalog topics, SubscriberCatalog subscribers, ChannelCatalog channels) : IDefinitionCheck
{
    public IEnumerable<string> Faults() => [.. topics.Faults, .. subscribers.Faults, .. channels.Faults];
}
