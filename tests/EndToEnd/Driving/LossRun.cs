using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Support;

namespace EndToEnd;

/// <summary>The app, a flaky webhook and a publisher, each a process; the app is killed every few seconds while messages are published.</summary>
internal sealed class LossRun(string data, IReadOnlyDictionary<string, string> settings, int seed) : IAsyncDisposable
{
    private const int KillsAtLeast = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromSeconds(1);
    private readonly Random _random = new(seed);
    private readonly int _port = AppProcess.FreePort();
    private readonly Dictionary<string, string> _subscriptions = [];
    private readonly Stopwatch _sinceSweep = Stopwatch.StartNew();
    private AppProcess? _app;
    private Api _api = null!;
    private PeerProcess? _webhook;
    private Api _webhookApi = null!;
    private string _token = "";
    private readonly Dictionary<string, int> _dead = [];

    /// <summary>Which cats of which shelter there is a message about.</summary>
    public IReadOnlyList<(string Shelter, string Cat)> Published { get; private set; } = [];

    public int Kills { get; private set; }

    public int Requests { get; private set; }

    public string Summary => $"{Published.Count} messages, app killed {Kills} times, {Requests} requests to the webhook, {_dead.Values.Sum()} dead letters";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        _webhook = PeerProcess.Start("webhook", seed.ToString(CultureInfo.InvariantCulture));
        _webhookApi = new Api(new Uri(await _webhook.FirstLineAsync(Cancellation)));
        await StartAppAsync();
    }

    /// <summary>Subscribes the endpoint of that name, and waits until it is confirmed.</summary>
    public async Task SubscribeAsync(string name, string? filterPolicy)
    {
        var endpoint = new Uri(new Uri(_webhook!.Lines.First()), $"hook/{name}");
        var created = await _api.PostAsync("api/topics/cat-adopted/subscriptions", JsonSerializer.Serialize(new { protocol = "http", endpoint, filterPolicy }));
        _subscriptions[name] = created.Expect(201).Json.GetProperty("id").GetString()!;
        await Eventually.True(
            async () => await new Shelter(_api, "").StatusAsync(_subscriptions[name]) == "confirmed", $"the subscription {name} is confirmed", cancellationToken: Cancellation);
    }

    /// <summary>Publishes so many messages while the app is killed and started again and again.</summary>
    public async Task PublishAsync(int messages)
    {
        await using var publisher = PeerProcess.Start("publisher", _app!.BaseAddress.ToString(), _token, messages.ToString(CultureInfo.InvariantCulture));
        while (!publisher.HasEnded)
        {
            var alive = Stopwatch.StartNew();
            var life = TimeSpan.FromMilliseconds(_random.Next(500, 4000));
            var count = publisher.Lines.Count + _random.Next(1, Math.Max(2, 2 * messages / KillsAtLeast));
            await Eventually.True(
                () => publisher.HasEnded || alive.Elapsed > life || (messages < 1000 && publisher.Lines.Count >= count), "it is time to kill the app", Patience, Cancellation);
            await _app.KillAsync();
            Kills++;
            await StartAppAsync();
        }

        await publisher.AssertEndedWellAsync(Cancellation);
        Published = [.. publisher.Lines.Select(line => line.Split(' ')).Select(parts => (parts[0], parts[1]))];
        (await _webhookApi.PostAsync("calm", "{}")).Expect(200);
    }

    /// <summary>Waits until the endpoint has taken exactly the messages about cats of these shelters; what it should not get, it was not even asked to take.</summary>
    public async Task AssertGotAsync(string name, Func<string, bool> matches)
    {
        var expected = Published.Where(message => matches(message.Shelter)).Select(message => message.Cat).ToHashSet();
        await Eventually.True(
            async () => expected.IsSubsetOf((await ReportAsync(name, "taken")).Union(await DeadAsync(name))) || await RecoverAsync(),
            $"{name} got each of its {expected.Count} messages, or they are dead letters",
            Patience,
            Cancellation);
        Assert.Empty((await ReportAsync(name, "asked")).Except(expected));
    }

    /// <summary>Waits until each message's effect is on record, and fails when one is there twice or nobody published it.</summary>
    public async Task AssertEffectsOnceAsync()
    {
        foreach (var shelter in Published.GroupBy(message => message.Shelter, message => message.Cat))
        {
            var expected = shelter.Order(StringComparer.Ordinal).ToList();
            await Eventually.True(
                async () => (await RecordedAsync(shelter.Key)).Count >= expected.Count || await RecoverAsync(), $"every adoption in {shelter.Key} is on record", Patience, Cancellation);
            Assert.Equal(expected, await RecordedAsync(shelter.Key));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        _webhookApi?.Dispose();
        foreach (IAsyncDisposable? process in (IAsyncDisposable?[])[_app, _webhook])
        {
            await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task StartAppAsync()
    {
        _app = await AppProcess.StartAsync(data, _port, settings, Cancellation);
        _token = _token.Length > 0 ? _token : await RunningApp.TokenAsync(data);
        _api?.Dispose();
        _api = new Api(_app.BaseAddress, _token);
    }

    // The sweeper is run now instead of at the next full minute.
    private async Task<bool> RecoverAsync()
    {
        if (_sinceSweep.Elapsed > BetweenSweeps)
        {
            (await _api.PostAsync("admin/functions/SweepOutbox", "{}")).Expect(202);
            _sinceSweep.Restart();
        }

        return false;
    }

    // The cats of a subscription's dead letters.
    private async Task<IReadOnlyCollection<string>> DeadAsync(string name)
    {
        var cats = new List<string>();
        string? cursor = null;
        do
        {
            var query = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = (await _api.GetAsync($"api/topics/cat-adopted/subscriptions/{_subscriptions[name]}/dead-letters?limit=100{query}")).Expect(200).Json;
            cats.AddRange(page.GetProperty("items").EnumerateArray().Select(CatOf));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        _dead[name] = cats.Count;
        return cats;
    }

    private static string CatOf(JsonElement letter)
    {
        using var envelope = JsonDocument.Parse(letter.GetProperty("body").GetString()!);
        return new WebhookMessage(envelope.RootElement, new Dictionary<string, string>()).CatId;
    }

    private async Task<IReadOnlySet<string>> ReportAsync(string name, string what)
    {
        var report = (await _webhookApi.GetAsync("report")).Expect(200).Json;
        Requests = report.EnumerateObject().Sum(log => log.Value.GetProperty("requests").GetInt32());
        return report.TryGetProperty(name, out var log) ? log.GetProperty(what).EnumerateArray().Select(cat => cat.GetString()!).ToHashSet() : new HashSet<string>();
    }

    private async Task<IReadOnlyList<string>> RecordedAsync(string shelter) =>
        [.. (await new Shelter(_api, shelter).AdoptionsAsync()).Select(adoption => adoption.GetProperty("catId").GetString()!).Order(StringComparer.Ordinal)];
}
