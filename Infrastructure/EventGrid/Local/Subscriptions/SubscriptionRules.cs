using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Virga.EventGrid;

/// <summary>What a local subscription may be.</summary>
internal static partial class SubscriptionRules
{
    private const int LongestQueueName = 63;

    public static IEnumerable<string> Faults(LocalSubscription subscription, LocalTopic? topic)
    {
        if (!Name.IsMatch(subscription.Name))
        {
            yield return "Its name is not 3 to 64 letters, digits, dashes and underscores.";
        }

        if (topic is null)
        {
            yield return $"There is no topic '{subscription.Topic}'.";
        }
        else if (topic.Schema == EventGridSchema.CloudEvents && subscription.DeliverySchema == EventGridSchema.EventGrid)
        {
            yield return $"The topic '{topic.Name}' takes CloudEvents, which cannot be delivered in Event Grid's schema.";
        }

        if (subscription.MaximumAttempts is < 1 or > 30)
        {
            yield return $"MaximumAttempts is {subscription.MaximumAttempts}; 1 to 30 are allowed.";
        }

        if (subscription.TimeToLive < TimeSpan.FromMinutes(1) || subscription.TimeToLive > TimeSpan.FromMinutes(1440))
        {
            yield return $"TimeToLive is {subscription.TimeToLive}; 1 to 1,440 minutes are allowed.";
        }

        if (subscription.MaximumEventsPerBatch is < 1 or > 5000)
        {
            yield return $"MaximumEventsPerBatch is {subscription.MaximumEventsPerBatch}; 1 to 5,000 are allowed.";
        }

        if (subscription.PreferredBatchKilobytes is < 1 or > 1024)
        {
            yield return $"PreferredBatchKilobytes is {subscription.PreferredBatchKilobytes}; 1 to 1,024 are allowed.";
        }

        if (subscription.Destination is LocalDestination.Webhook { Endpoint: var endpoint } && (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https") || endpoint.UserInfo.Length > 0))
        {
            yield return $"Its endpoint '{(endpoint.IsAbsoluteUri ? endpoint.GetLeftPart(UriPartial.Path) : endpoint)}' is not an absolute http(s) URI without user name.";
        }

        if (subscription.DeliveryHeaders.Count > 10)
        {
            yield return $"It has {subscription.DeliveryHeaders.Count} delivery headers; at most 10 are allowed.";
        }

        foreach (var (name, value) in subscription.DeliveryHeaders.Where(header => !CanBeSent(header.Key, header.Value)))
        {
            yield return $"The delivery header '{name}' cannot be sent: its value has {Encoding.UTF8.GetByteCount(value)} bytes of at most 4,096 and no line break, and it is not about the body.";
        }

        foreach (var fault in subscription.Filter.Faults())
        {
            yield return fault;
        }
    }

    /// <summary>The name of a subscription's queue. A name that a queue cannot have gets a hash in place of what was changed.</summary>
    public static string QueueName(string subscription)
    {
        const string Prefix = "eventgrid-";
        var name = subscription.ToLowerInvariant();
        var plain = Dashes.Replace(name, "-").Trim('-');
        if (plain == name && Prefix.Length + name.Length <= LongestQueueName)
        {
            return Prefix + name;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..10];
        var start = plain[..Math.Min(plain.Length, LongestQueueName - Prefix.Length - hash.Length - 1)].TrimEnd('-');
        return start.Length == 0 ? Prefix + hash : $"{Prefix}{start}-{hash}";
    }

    private static bool CanBeSent(string name, string value)
    {
        using var request = new HttpRequestMessage();
        return Encoding.UTF8.GetByteCount(value) <= 4096 && value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0 && request.Headers.TryAddWithoutValidation(name, value);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{3,64}\z")]
    private static partial Regex Name { get; }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Dashes { get; }
}
