using System.Collections.Concurrent;
using System.Diagnostics;
using Support;

namespace EndToEnd;

/// <summary>An app under load that is killed again and again, and what it had answered by then.</summary>
internal sealed class CrashingApp(string data, IReadOnlyDictionary<string, string> settings, Random random) : IAsyncDisposable
{
    private const int Clients = 4;
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Shelters = ["oslo", "bergen", "tromso"];
    private readonly int _port = Loopback.FreePort();
    private readonly ConcurrentBag<(string Shelter, string Cat)> _created = [];
    private readonly Stopwatch _sinceSweep = Stopwatch.StartNew();
    private AppProcess? _app;
    private Api _api = null!;
    private int _answered;
    private int _unanswered;

    public ConcurrentBag<(string Shelter, string Cat)> Adopted { get; } = [];

    public string Summary => $"{_created.Count} cats created, {Adopted.Count} adopted, {_unanswered} requests cut off";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        _app = await AppProcess.StartAsync(data, _port, settings, Cancellation);
        _api?.Dispose();
        _api = new Api(_app.BaseAddress, await RunningApp.TokenAsync(data));
    }

    public Task SubscribeAsync(WebhookReceiver receiver) => new Shelter(_api, Shelters[0]).SubscribeAsync(receiver, Shelters[1..]);

    /// <summary>Creates and adopts cats from several clients; kills the app after a random number of answers, in the middle of the others.</summary>
    public async Task LoadUntilKilledAsync()
    {
        var killAfter = _answered + random.Next(1, 60);
        using var killed = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(client => LoadAsync(Shelters[client % Shelters.Length], killed.Token)).ToList();

        await Eventually.True(() => Volatile.Read(ref _answered) >= killAfter || clients.Any(client => client.IsFaulted), "the load is answered", Patience, Cancellation);
        await _app!.KillAsync();
        await killed.CancelAsync();
        await Task.WhenAll(clients);
    }

    public async Task AssertNothingLostAsync()
    {
        foreach (var (shelter, cat) in _created)
        {
            (await _api.GetAsync($"api/shelters/{shelter}/cats/{cat}")).Expect(200);
        }
    }

    public async Task AssertEachAdoptionOnRecordOnceAsync()
    {
        foreach (var shelter in Shelters)
        {
            var expected = Adopted.Where(adoption => adoption.Shelter == shelter).Select(adoption => adoption.Cat).ToHashSet();
            await Eventually.True(
                async () => expected.IsSubsetOf(await RecordedAsync(shelter)) || await SweepAsync(),
                $"every adoption in {shelter} is on record",
                Patience,
                Cancellation);

            var recorded = await RecordedAsync(shelter);
            Assert.Equal(recorded.Count, recorded.Distinct().Count());
        }
    }

    public Task AssertWebhookGotEachAsync(WebhookReceiver receiver) => Eventually.True(
        () => Adopted.Select(adoption => adoption.Cat).ToHashSet().IsSubsetOf(receiver.Notifications.Select(notification => notification.CatId)),
        "the webhook got every adoption",
        Patience,
        Cancellation);

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    // Runs the sweeper now instead of at the next full minute: what a killed process had planned and not sent is the sweeper's to send.
    private async Task<bool> SweepAsync()
    {
        if (_sinceSweep.Elapsed > BetweenSweeps)
        {
            (await _api.PostAsync("admin/functions/SweepOutbox", "{}")).Expect(202);
            _sinceSweep.Restart();
        }

        return false;
    }

    private async Task<IReadOnlyList<string>> RecordedAsync(string shelter) =>
        [.. (await new Shelter(_api, shelter).AdoptionsAsync()).Select(adoption => adoption.GetProperty("catId").GetString()!)];

    private async Task LoadAsync(string shelterId, CancellationToken killed)
    {
        var shelter = new Shelter(_api, shelterId);
        while (!killed.IsCancellationRequested)
        {
            try
            {
                var cat = await shelter.TakeInAsync();
                _created.Add((shelterId, cat));
                Interlocked.Increment(ref _answered);
                (await shelter.AdoptAsync(cat)).Expect(200);
                Adopted.Add((shelterId, cat));
                Interlocked.Increment(ref _answered);
            }
            catch (HttpRequestException)
            {
                // The app died before it answered: whether it wrote is open, and either is right.
                Interlocked.Increment(ref _unanswered);
                return;
            }
        }
    }
}
