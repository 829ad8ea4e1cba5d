using System.Diagnostics;
using System.Globalization;
using Support;

namespace EndToEnd;

/// <summary>The app, a flaky webhook and a publisher, each a process; the app is killed every few seconds while messages are published.</summary>
internal sealed class LossRun(string data, IReadOnlyDictionary<string, string> settings, int seed, LossScenario scenario) : IAsyncDisposable
{
    private const int KillsAtLeast = 6;
    private const string Homeless = "homeless";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenRecoveries = TimeSpan.FromSeconds(1);
    private readonly Random _random = new(seed);
    private readonly int _port = Loopback.FreePort();
    private readonly Dictionary<string, string> _subscriptions = [];
    private readonly Stopwatch _sinceRecovery = Stopwatch.StartNew();
    private AppProcess? _app;
    private Api _api = null!;
    private TopicOverHttp _topic = null!;
    private PeerProcess? _webhook;
    private Api _webhookApi = null!;
    private string _token = "";

    /// <summary>What there is a message about, shelter by shelter: a cat, or a cat and what was done for it.</summary>
    public IReadOnlyList<(string Shelter, string Cat, string Item)> Published { get; private set; } = [];

    public int Kills { get; private set; }

    private int Requests { get; set; }

    private int Redriven { get; set; }

    private int Resumed { get; set; }

    public string Summary =>
        $"{Published.Count} messages, app killed {Kills} times, {Requests} requests to the webhook, {Redriven} dead letters redriven, {Resumed} groups resumed";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        _webhook = PeerProcess.Start("webhook", seed.ToString(CultureInfo.InvariantCulture));
        _webhookApi = new Api(new Uri(await _webhook.FirstLineAsync(Cancellation)));
        await StartAppAsync();
    }

    /// <summary>Subscribes the endpoint of that name, and waits until it is confirmed. One whose name begins with "slow" takes its time.</summary>
    public async Task SubscribeAsync(string name, object? filterPolicy) =>
        _subscriptions[name] = await _topic.SubscribeAsync(new Uri(new Uri(_webhook!.Lines.First()), $"hook/{name}").ToString(), filterPolicy);

    /// <summary>Publishes the adoption of a cat of no shelter, which the app's own subscriber can record nowhere: its dead letter stays one.</summary>
    public async Task PublishHomelessAsync() =>
        (await _topic.PublishAsync(new { shelterId = "", catId = Homeless, adopter = "Ann", adoptedAt = DateTimeOffset.UtcNow })).Expect(200);

    /// <summary>Publishes so many messages while the app is killed and started again and again.</summary>
    public async Task PublishAsync(int messages)
    {
        var progress = new LongRun("published", messages);
        await using var publisher = PeerProcess.Start(scenario.Publisher, _app!.BaseAddress.ToString(), _token, messages.ToString(CultureInfo.InvariantCulture));
        while (!publisher.HasEnded)
        {
            var alive = Stopwatch.StartNew();
            var life = TimeSpan.FromMilliseconds(_random.Next(500, 4000));
            var count = publisher.Lines.Count + _random.Next(1, Math.Max(2, 2 * messages / KillsAtLeast));
            await Eventually.True(
                () => publisher.HasEnded || alive.Elapsed > life || (messages < 1000 && publisher.Lines.Count >= count), "it is time to kill the app", Patience, Cancellation);
            await _app.KillAsync();
            Kills++;
            progress.Report(publisher.Lines.Count, $"app killed {Kills} times");
            await StartAppAsync();
        }

        await publisher.AssertEndedWellAsync(Cancellation);
        Published = [.. publisher.Lines.Select(line => line.Split(' ')).Select(parts => (parts[0], parts[1], string.Join(' ', parts[1..])))];
        (await _webhookApi.PostAsync("calm", "{}")).Expect(200);
    }

    /// <summary>Waits until the endpoint has taken exactly the messages of these shelters, of a FIFO topic each group in its order; what it should not get, it was not even asked to take.</summary>
    public async Task AssertGotAsync(string name, Func<string, bool> matches)
    {
        var expected = Published.Where(message => matches(message.Shelter)).ToList();
        await Eventually.True(
            async () => expected.Select(message => message.Item).ToHashSet().IsSubsetOf(await ReportAsync(name, "taken")) || await RecoverAsync(),
            $"{name} got each of its {expected.Count} messages",
            Patience,
            Cancellation);
        Assert.Empty((await ReportAsync(name, "asked")).Except(expected.Select(message => message.Item)).Except([Homeless]));
        if (scenario.IsFifo)
        {
            Assert.Equal(ByCat(expected.Select(message => message.Item)), ByCat(await ReportAsync(name, "taken")));
        }
    }

    /// <summary>Waits until each message's effect is on record, in order where there is one, and fails when one is there twice or nobody published it.</summary>
    public async Task AssertEffectsOnceAsync()
    {
        foreach (var shelter in Published.GroupBy(message => message.Shelter))
        {
            var expected = ByCat(shelter.Select(message => message.Item));
            var cats = shelter.Select(message => message.Cat).Distinct().ToList();
            await Eventually.True(
                async () => (await RecordedAsync(shelter.Key, cats)).Count >= expected.Count || await RecoverAsync(), $"everything in {shelter.Key} is on record", Patience, Cancellation);
            Assert.Equal(expected, await RecordedAsync(shelter.Key, cats));
        }
    }

    /// <summary>Waits until there is no dead letter left but those of which nothing can come, and no group that stands still.</summary>
    public async Task AssertNothingLeftAsync(int hopeless)
    {
        foreach (var subscription in _subscriptions.Values.Append(scenario.Function))
        {
            var left = subscription == scenario.Function ? hopeless : 0;
            await Eventually.True(
                async () => (await _topic.DeadLettersAsync(subscription)).Count == left && (!scenario.IsFifo || (await _topic.BlockedAsync(subscription)).Count == 0) || await RecoverAsync(),
                $"{subscription} has {left} dead letters and no group that stands still",
                Patience,
                Cancellation);
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
        _topic = new TopicOverHttp(_api, scenario.Topic);
    }

    // The sweeper is run now instead of at the next full minute, and whatever was given up is asked for again.
    private async Task<bool> RecoverAsync()
    {
        if (_sinceRecovery.Elapsed > BetweenRecoveries)
        {
            (await _api.PostAsync("admin/functions/SweepOutbox", "{}")).Expect(202);
            foreach (var subscription in _subscriptions.Values.Append(scenario.Function))
            {
                if (scenario.IsFifo)
                {
                    // A dead letter there stands in its group's way: to redrive it would be out of turn.
                    foreach (var group in (await _topic.BlockedAsync(subscription)).Keys)
                    {
                        await _topic.ResumeAsync(subscription, group);
                        Resumed++;
                    }
                }
                else
                {
                    Redriven += await _topic.RedriveAsync(subscription, new { perSecond = 1000 });
                }
            }

            _sinceRecovery.Restart();
        }

        return false;
    }

    // Cat by cat; each cat's in the order in which they are.
    private static IReadOnlyList<string> ByCat(IEnumerable<string> items) =>
        [.. items.Select((item, place) => (item, place)).OrderBy(one => one.item.Split(' ')[0], StringComparer.Ordinal).ThenBy(one => one.place).Select(one => one.item)];

    private async Task<IReadOnlyList<string>> ReportAsync(string name, string what)
    {
        var report = (await _webhookApi.GetAsync("report")).Expect(200).Json;
        Requests = report.EnumerateObject().Sum(log => log.Value.GetProperty("requests").GetInt32());
        return report.TryGetProperty(name, out var log) ? [.. log.GetProperty(what).EnumerateArray().Select(item => item.GetString()!)] : [];
    }

    private async Task<IReadOnlyList<string>> RecordedAsync(string shelter, IReadOnlyList<string> cats) => ByCat(await scenario.RecordedAsync(new Shelter(_api, shelter), cats));
}
