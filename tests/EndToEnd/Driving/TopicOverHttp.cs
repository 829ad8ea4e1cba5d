using System.Globalization;
using System.Text;
using System.Text.Json;
using Support;

namespace EndToEnd;

/// <summary>A topic made over HTTP, and what a test does with it there.</summary>
internal sealed class TopicOverHttp(Api api, string name)
{
    public string Name { get; } = name;

    public string Path => $"api/topics/{Name}";

    /// <summary>Makes a topic no other test uses; FIFO with <paramref name="attributes"/> such as <c>{"FifoTopic":"true"}</c>.</summary>
    public static async Task<TopicOverHttp> CreateAsync(Api api, string attributes = "{}")
    {
        var name = $"topic-{Guid.NewGuid():n}{(attributes.Contains("FifoTopic", StringComparison.Ordinal) ? ".fifo" : "")}";
        (await api.PostAsync("api/topics", $$"""{"name":"{{name}}","attributes":{{attributes}}}""")).Expect(201);
        return new TopicOverHttp(api, name);
    }

    /// <summary>Subscribes an endpoint and waits until it is confirmed.</summary>
    public Task<string> SubscribeAsync(WebhookReceiver receiver, object? filterPolicy = null, object? deliveryPolicy = null) => SubscribeAsync(receiver.Endpoint, filterPolicy, deliveryPolicy);

    /// <summary>Subscribes an endpoint and waits until it is confirmed.</summary>
    public async Task<string> SubscribeAsync(string endpoint, object? filterPolicy = null, object? deliveryPolicy = null)
    {
        var id = (await RequestAsync(endpoint, filterPolicy, deliveryPolicy)).Expect(201).Json.GetProperty("id").GetString()!;
        await Eventually.True(async () => await StatusAsync(id) == "confirmed", "the subscription is confirmed", cancellationToken: TestContext.Current.CancellationToken);
        return id;
    }

    /// <summary>Subscribes an endpoint, and waits for nothing.</summary>
    public Task<Answer> RequestAsync(string endpoint, object? filterPolicy = null, object? deliveryPolicy = null) =>
        api.PostAsync($"{Path}/subscriptions", JsonSerializer.Serialize(new { protocol = "http", endpoint, filterPolicy, deliveryPolicy }));

    public async Task<string?> StatusAsync(string subscription) => (await GetAsync(subscription)).GetProperty("status").GetString();

    /// <summary>Changes attributes of the topic.</summary>
    public Task<Answer> SetAsync(string attributes) => api.SendAsync(HttpMethod.Patch, $"{Path}/attributes", new StringContent(attributes, Encoding.UTF8, "application/json"));

    public Task<Answer> PublishAsync(object message, string? group = null, string? deduplication = null) => api.PostAsync(
        $"{Path}/messages", JsonSerializer.Serialize(new { message, messageGroupId = group, messageDeduplicationId = deduplication }));

    /// <summary>Publishes so many numbered messages to each group: groups side by side, a group's one after the other.</summary>
    public Task PublishAsync(IEnumerable<string> groups, int perGroup) => Task.WhenAll(groups.Select(async group =>
    {
        for (var number = 1; number <= perGroup; number++)
        {
            (await PublishAsync(new { group, number }, group, $"{group}-{number.ToString(CultureInfo.InvariantCulture)}")).Expect(200);
        }
    }));

    /// <summary>A subscription as the API shows it.</summary>
    public async Task<JsonElement> GetAsync(string subscription) => (await api.GetAsync($"{Path}/subscriptions/{subscription}")).Expect(200).Json;

    public async Task<IReadOnlyList<JsonElement>> DeadLettersAsync(string subscription) =>
        [.. (await api.GetAsync($"{Path}/subscriptions/{subscription}/dead-letters?limit=100")).Expect(200).Json.GetProperty("items").EnumerateArray()];

    /// <summary>Waits for a subscription's dead letters, so many.</summary>
    public async Task<IReadOnlyList<JsonElement>> DeadLettersAsync(string subscription, int count)
    {
        await Eventually.True(
            async () => (await DeadLettersAsync(subscription)).Count == count, $"there are {count} dead letters", cancellationToken: TestContext.Current.CancellationToken);
        return await DeadLettersAsync(subscription);
    }

    /// <summary>Delivers dead letters again; how many.</summary>
    public async Task<int> RedriveAsync(string subscription, object? request = null) =>
        (await api.PostAsync($"{Path}/subscriptions/{subscription}/dead-letters/redrive", JsonSerializer.Serialize(request ?? new { }))).Expect(200).Json.GetProperty("redriven").GetInt32();

    /// <summary>Why a subscription's groups stand still, by group.</summary>
    public async Task<IReadOnlyDictionary<string, string>> BlockedAsync(string subscription) =>
        (await api.ItemsAsync($"{Path}/subscriptions/{subscription}/groups?limit=100"))
            .Where(group => group.GetProperty("blocked").ValueKind == JsonValueKind.String)
            .ToDictionary(group => group.GetProperty("group").GetString()!, group => group.GetProperty("blocked").GetString()!);

    /// <summary>Waits until a group stands still; why.</summary>
    public Task<string> BlockedAsync(string subscription, string group) => Eventually.Value(
        async () => (await BlockedAsync(subscription)).GetValueOrDefault(group), $"group {group} stands still", cancellationToken: TestContext.Current.CancellationToken);

    public async Task ResumeAsync(string subscription, string group, bool skip = false) =>
        (await api.PostAsync($"{Path}/subscriptions/{subscription}/groups/resume", JsonSerializer.Serialize(new { group, skip }))).Expect(204);

    /// <summary>Replays what was published from a time on, and waits until that is done.</summary>
    public async Task ReplayAsync(string subscription, DateTimeOffset from)
    {
        (await api.PostAsync($"{Path}/subscriptions/{subscription}/replay", JsonSerializer.Serialize(new { from }))).Expect(202);
        await Eventually.True(
            async () => (await api.GetAsync($"{Path}/subscriptions/{subscription}/replay")).Expect(200).Json.GetProperty("state").GetString() == "completed",
            "the replay is completed",
            cancellationToken: TestContext.Current.CancellationToken);
    }
}
