using System.Globalization;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Shows topics as SNS does: with defaults, counts and ARN.</summary>
internal sealed class TopicView(TopicCatalog catalog, SubscriberCatalog functions, IOptions<NotificationsOptions> options, TimeProvider time)
{
    private readonly WebhookLinks _links = new(options.Value);

    public string ArnOf(string topic) => _links.TopicArn(topic);

    public TopicSummary Summarize(string topic) => new(topic, ArnOf(topic), catalog.Find(topic) is not null);

    public TopicDescription Describe(TopicRecord topic, TopicRegistry registry)
    {
        var now = time.GetUtcNow();
        var (name, arn, isDefined) = Summarize(topic.Name);
        var attributes = new SortedDictionary<string, string>(AttributesOf(topic), StringComparer.Ordinal)
        {
            ["TopicArn"] = arn,
            [TopicAttributes.Policy] = TopicPolicyJson.Write(topic.Policy, arn),
            ["SubscriptionsConfirmed"] = Text(registry.Entries.Count(entry => entry.IsConfirmed) + functions.Of(topic.Name).Count()),
            ["SubscriptionsPending"] = Text(registry.Entries.Count(entry => !entry.IsConfirmed && entry.IsAlive(now))),
            ["SubscriptionsDeleted"] = "0", // an ended subscription leaves nothing behind that could be counted
            ["EffectiveDeliveryPolicy"] = Effective(TopicDelivery.Of(topic).Policy).ToJson(),
        };
        if (topic.BeginningOfArchive(now) is { } beginning)
        {
            attributes["BeginningArchiveTime"] = MessageTime.ToText(beginning);
        }

        return new TopicDescription(name, arn, isDefined, attributes, [.. topic.Tags.Select(tag => new TopicTag(tag.Key, tag.Value))]);
    }

    /// <summary>The attributes that can be set, with what was set or else the default.</summary>
    public Dictionary<string, string> AttributesOf(TopicRecord topic)
    {
        var attributes = DefaultsOf(topic);
        foreach (var (name, value) in topic.Attributes)
        {
            attributes[name] = value;
        }

        return attributes;
    }

    public Dictionary<string, string> DefaultsOf(TopicRecord topic)
    {
        var settings = catalog.Find(topic.Name)?.Settings ?? new TopicSettings(topic.Name) { IsFifo = topic.IsFifo };
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [TopicAttributes.DisplayName] = "",
            [TopicAttributes.MaximumMessageSize] = Text(settings.MaximumMessageSize),
            [TopicAttributes.SignatureVersion] = "2",
        };
        if (!settings.IsFifo)
        {
            attributes[TopicAttributes.TracingConfig] = "Active";
        }
        else
        {
            if (settings.Archive is { } archive)
            {
                attributes[TopicAttributes.ArchivePolicy] = TopicArchive.Write(archive);
            }

            attributes[TopicAttributes.FifoTopic] = "true";
            attributes[TopicAttributes.ContentBasedDeduplication] = settings.ContentBasedDeduplication ? "true" : "false";
            attributes[TopicAttributes.FifoThroughputScope] = settings.DeduplicationScope.ToString();
        }

        return attributes;
    }

    private TopicDeliveryPolicy Effective(TopicDeliveryPolicy policy) =>
        policy with { Default = policy.Default with { HealthyRetryPolicy = policy.Default.HealthyRetryPolicy ?? options.Value.Retry } };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
