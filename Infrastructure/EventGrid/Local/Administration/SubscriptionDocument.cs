using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virga.EventGrid;

/// <summary>A webhook subscription as it is put at run time: JSON, every member but <c>endpoint</c> optional.</summary>
internal sealed record SubscriptionDocument
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    public string Topic { get; init; } = LocalEventGridOptions.DefaultTopic;

    public Uri? Endpoint { get; init; }

    public JsonElement? Filter { get; init; }

    public EventGridSchema Schema { get; init; }

    public int MaximumAttempts { get; init; } = 30;

    public int TimeToLiveMinutes { get; init; } = 1440;

    public int MaximumEventsPerBatch { get; init; } = 1;

    public int PreferredBatchKilobytes { get; init; } = 64;

    public bool DeadLetter { get; init; } = true;

    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Reads a subscription.</summary>
    /// <exception cref="FormatException">The text is not such a document; the message says where.</exception>
    public static LocalSubscription Read(string name, BinaryData json)
    {
        SubscriptionDocument? document;
        try
        {
            document = json.ToObjectFromJson<SubscriptionDocument>(Options);
        }
        catch (JsonException error)
        {
            throw new FormatException($"The subscription is not of the form {{\"endpoint\":…,\"topic\":…,\"filter\":{{…}},…}}: {error.Message}", error);
        }

        if (document?.Endpoint is not { } endpoint)
        {
            throw new FormatException("The subscription has no endpoint. Give the absolute http(s) URI of a webhook.");
        }

        var subscription = new LocalSubscription(name, LocalDestination.To(endpoint))
        {
            Topic = document.Topic,
            Filter = document.Filter is { ValueKind: not JsonValueKind.Null } filter ? EventFilter.Parse(filter.GetRawText()) : EventFilter.Everything,
            DeliverySchema = document.Schema,
            MaximumAttempts = document.MaximumAttempts,
            TimeToLive = TimeSpan.FromMinutes(document.TimeToLiveMinutes),
            MaximumEventsPerBatch = document.MaximumEventsPerBatch,
            PreferredBatchKilobytes = document.PreferredBatchKilobytes,
            DeliveryHeaders = document.Headers,
        };
        return document.DeadLetter ? subscription : subscription with { DeadLetterContainer = null };
    }
}
