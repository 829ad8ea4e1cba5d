using System.Net;
using System.Text.Json;
using Support;

namespace EndToEnd;

/// <summary>One shelter of the sample and what a test does there.</summary>
internal sealed class Shelter(Api api, string id)
{
    public string Id { get; } = id;

    public string Cats => $"api/shelters/{Id}/cats";

    public async Task<string> TakeInAsync(string name = "Tom") =>
        (await api.PostAsync(Cats, $$"""{"name":"{{name}}","age":3}""")).Expect(201).Json.GetProperty("id").GetString()!;

    public Task<Answer> AdoptAsync(string cat, string adopter = "Ann") =>
        api.PostAsync($"{Cats}/{cat}/adoption", $$"""{"adopter":"{{adopter}}"}""");

    /// <summary>Cares for a cat; the same id again is the same care.</summary>
    public Task<Answer> CareAsync(string cat, string what, string? id = null) =>
        api.PostAsync($"{Cats}/{cat}/care", JsonSerializer.Serialize(new { id = id ?? $"{cat}-{Guid.NewGuid():n}", what }));

    /// <summary>The log of a cat as it is; empty while there is none.</summary>
    public async Task<IReadOnlyList<string>> CareOfAsync(string cat) => await api.GetAsync($"{Cats}/{cat}/care") is { Status: HttpStatusCode.OK } answer
        ? [.. answer.Json.GetProperty("entries").EnumerateArray().Select(entry => entry.GetString()!)]
        : [];

    /// <summary>Waits until the log of a cat has so many entries, or more.</summary>
    public Task<IReadOnlyList<string>> CareOfAsync(string cat, int count) => Eventually.Value(
        async () => await CareOfAsync(cat) is var log && log.Count >= count ? log : null, $"the log of {cat} has {count} entries", cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Every adoption on record, over all pages.</summary>
    public Task<IReadOnlyList<JsonElement>> AdoptionsAsync() => api.ItemsAsync($"api/shelters/{Id}/adoptions?limit=100");

    /// <summary>Waits until the record of an adoption is there.</summary>
    public Task<IReadOnlyList<JsonElement>> AdoptionOfAsync(string cat) => Eventually.Value<IReadOnlyList<JsonElement>>(
        async () => (await AdoptionsAsync()).Where(adoption => adoption.GetProperty("catId").GetString() == cat).ToList() is { Count: > 0 } found ? found : null,
        $"the adoption of {cat} is on record",
        cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Subscribes an endpoint to the adoptions of this shelter, and of others, and waits until it is confirmed.</summary>
    public Task<string> SubscribeAsync(WebhookReceiver receiver, params string[] others) =>
        new TopicOverHttp(api, "cat-adopted").SubscribeAsync(receiver, new { city = others.Prepend(Id) });
}
