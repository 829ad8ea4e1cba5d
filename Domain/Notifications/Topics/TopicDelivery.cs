using System.Collections.Immutable;
using System.Globalization;

namespace Virga.Notifications;

/// <summary>What a topic's attributes say of its deliveries, ready to be used.</summary>
/// <param name="Policy">Of webhooks.</param>
/// <param name="SampleRates">Of how many in a hundred messages successes are logged, by protocol as SNS names it; those left out have the app's rate.</param>
internal sealed record TopicDelivery(TopicDeliveryPolicy Policy, ImmutableDictionary<string, int> SampleRates)
{
    public static readonly TopicDelivery None = new(TopicDeliveryPolicy.None, []);

    public static TopicDelivery Of(TopicRecord topic) => new(
        topic.Attributes.TryGetValue(TopicAttributes.DeliveryPolicy, out var policy) ? TopicDeliveryPolicy.Read(policy, []) : TopicDeliveryPolicy.None,
        TopicAttributes.SampleRates
            .Where(rate => topic.Attributes.ContainsKey(rate.Attribute))
            .ToImmutableDictionary(rate => rate.Protocol, rate => int.Parse(topic.Attributes[rate.Attribute], CultureInfo.InvariantCulture), StringComparer.Ordinal));

    /// <summary>Of how many in a hundred messages successes of a protocol are logged; null for the app's rate.</summary>
    public int? RateOf(string protocol) => SampleRates.TryGetValue(protocol == "http" ? "https" : SnsProtocol.Of(protocol), out var rate) ? rate : null;
}
