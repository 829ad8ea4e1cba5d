using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Shows topics as SNS does: with defaults, counts and ARN.</summary>
internal sealed class TopicView(TopicCatalog catalog, IOptions<NotificationsOptions> options, TimeProvider time)
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
            ["SubscriptionsConfirmed"] = Text(registry.Entries.Count(entry => entry.IsConfirmed)),
            ["SubscriptionsPending"] = Text(registry.Entries.Count(entry => !entry.IsConfirmed && entry.IsAlive(now))),
            ["SubscriptionsDeleted"] = "0", // an ended subscription leaves nothing behind that could be counted
            ["EffectiveDeliveryPolicy"] = DeliveryPolicy(options.Value.Retry).ToJsonString(),
        };
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
        };
        if (settings.IsFifo)
        {
            attributes[TopicAttributes.FifoTopic] = "true";
            attributes[TopicAttributes.ContentBasedDeduplication] = settings.ContentBasedDeduplication ? "true" : "false";
            attributes[TopicAttributes.FifoThroughputScope] = settings.DeduplicationScope.ToString();
        }

        return attributes;
    }

    private static JsonObject DeliveryPolicy(RetryPolicy retry) => new()
    {
        ["http"] = new JsonObject
        {
            ["defaultHealthyRetryPolicy"] = new JsonObject
            {
                ["minDelayTarget"] = retry.MinDelayTarget.TotalSeconds,
                ["maxDelayTarget"] = retry.MaxDelayTarget.TotalSeconds,
                ["numRetries"] = retry.NumRetries,
                ["numNoDelayRetries"] = retry.NumNoDelayRetries,
                ["numMinDelayRetries"] = retry.NumMinDelayRetries,
                ["numMaxDelayRetries"] = retry.NumMaxDelayRetries,
                ["backoffFunction"] = JsonNamingPolicy.CamelCase.ConvertName(retry.BackoffFunction.ToString()),
            },
            ["disableSubscriptionOverrides"] = false,
        },
    };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
