using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Virga.EventGrid;
using Virga.Notifications;

namespace Integration.EventGrid;

/// <summary>The local Event Grid over the local queues and blobs, as the local host composes them.</summary>
public sealed class SqliteDeliveryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("virga-eventgrid-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_under_way_when_the_process_died_is_delivered_at_once_by_the_next()
    {
        var begun = 0;
        var never = new TaskCompletionSource<int>();
        await using var first = Open();
        var dead = first.GetRequiredService<LocalEventGrid>();
        dead.Subscribe(new LocalSubscription("deliver", LocalDestination.To((_, _) =>
        {
            Interlocked.Increment(ref begun);
            return never.Task;
        })));
        dead.Start();
        await SendAsync(dead, Enumerable.Range(0, 20).Select(id => $"{id}"), bytes: 60_000);

        // It holds as many as it may, gives back none, and takes no more: what the file of a killed process looks like.
        await Grid.Until(() => begun == 16, "as many as allowed are under way");
        var delivered = new HashSet<string>();
        await using var second = Open();
        var next = second.GetRequiredService<LocalEventGrid>();
        next.Subscribe(new LocalSubscription("deliver", Recorder(delivered)));
        next.Start();

        await Grid.Until(() => delivered.Count == 20, "all are delivered without waiting for a visibility time-out");
        await Grid.Until(() => Count(second) == 0, "nothing is left");
        await foreach (var blob in second.GetRequiredService<IBlobStore>().ListAsync("eventgrid-bodies", "", Cancellation))
        {
            Assert.Fail($"The body {blob} is left.");
        }
    }

    [Fact]
    public async Task An_idle_dispatcher_wakes_by_the_queues_signal_for_new_and_for_delayed_events()
    {
        await using var provider = Open();
        var grid = provider.GetRequiredService<LocalEventGrid>();
        var delivered = new HashSet<string>();
        var failures = 2;
        var recorder = Recorder(delivered);
        grid.Subscribe(new LocalSubscription("deliver", LocalDestination.To((json, token) =>
            Interlocked.Decrement(ref failures) >= 0 ? Task.FromResult(500) : ((LocalDestination.InProcess)recorder).Deliver(json, token))));
        grid.Start();

        foreach (var id in (string[])["a", "b", "c"])
        {
            await SendAsync(grid, [id], bytes: 10);
            await Grid.Until(() => delivered.Contains(id), $"{id} is delivered");
        }
    }

    // The poll interval is an hour: only the queue's signal can wake.
    private ServiceProvider Open() => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddLogging()
        .AddLocalStorage(options => options.DataSource = Path.Combine(_folder, "storage.db"))
        .AddVirgaLocalEventGrid(options => (options.AccessKey, options.PollInterval, options.RetrySchedule) = (Grid.Key, TimeSpan.FromHours(1), [TimeSpan.FromMilliseconds(50)]))
        .BuildServiceProvider();

    private static int Count(ServiceProvider provider)
    {
        var count = provider.GetRequiredService<IMessageQueue>().CountAsync("eventgrid-deliver", Cancellation);
        return count.IsCompletedSuccessfully ? count.GetAwaiter().GetResult() : int.MaxValue;
    }

    private static LocalDestination Recorder(HashSet<string> delivered) => LocalDestination.To((json, _) =>
    {
        using var document = JsonDocument.Parse(json);
        lock (delivered)
        {
            delivered.Add(document.RootElement.GetProperty("id").GetString()!);
        }

        return Task.FromResult(200);
    });

    private static Task SendAsync(LocalEventGrid grid, IEnumerable<string> ids, int bytes) => Grid.TransportOver(grid.CreateHandler())
        .SendAsync([.. ids.Select(id => new RoutedEvent(id, "t", new BinaryData($"\"{new string('x', bytes)}\""), DateTimeOffset.UnixEpoch, null))], Cancellation);
}
