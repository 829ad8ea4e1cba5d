using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Several processes of one app on one store and one queue, and a clock that is put forward when nothing is left to be done at the moment.</summary>
internal sealed class FifoWorld : IAsyncDisposable
{
    private readonly ServiceProvider[] _processes;
    private readonly Random _random;

    public FifoWorld(int processes = 1, int seed = 1, Action<NotificationsBuilder>? configure = null, Action<NotificationsOptions>? options = null)
    {
        _random = new Random(seed);
        Queue = new TimedQueue(Time);
        _processes = [.. Enumerable.Range(0, processes).Select(_ => Build(configure ?? Default, options))];
    }

    public MemoryStore Store { get; } = new();

    public RecordingPorts Ports { get; } = new();

    public FakeTimeProvider Time { get; } = new(Messages.Now);

    public TimedQueue Queue { get; }

    public MoveLog Log { get; } = new();

    /// <summary>How often a process died.</summary>
    public int Deaths { get; private set; }

    public INotifier Notifier => Get<INotifier>();

    public T Get<T>(int process = 0)
        where T : notnull => _processes[process].GetRequiredService<T>();

    /// <summary>Publishes, and again with the same id when the process died over it.</summary>
    public async Task PublishAsync(string group, int number)
    {
        while (true)
        {
            try
            {
                await PassTimeAsync(Notifier.PublishAsync(Moves.Topic, new Move(group, number), m => m.Group(group).Deduplication($"{group}-{number}"), TestContext.Current.CancellationToken));
                return;
            }
            catch (ProcessDiedException)
            {
                Deaths++;
            }
        }
    }

    /// <summary>Lets the clock go on, a few milliseconds at a time, until a task is done.</summary>
    public async Task PassTimeAsync(Task task)
    {
        while (await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken)) != task)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            lock (Log)
            {
                Time.Advance(TimeSpan.FromMilliseconds(10));
            }
        }

        await task;
    }

    /// <summary>Gives a change feed what is in the store.</summary>
    public Task FeedAsync(string model, int process = 0) => Get<OutboxRelay>(process).RelayAsync(Store.All(model), TestContext.Current.CancellationToken);

    /// <summary>Delivers until the queue is empty. A process that dies over a message lets it come again.</summary>
    public async Task RunAsync(int concurrency = 8)
    {
        var running = new List<Task>();
        while (Queue.Count > 0 || running.Count > 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            foreach (var (body, dequeues) in Queue.Take(concurrency - running.Count, _random))
            {
                var worker = Get<DeliveryWorker>(_random.Next(_processes.Length));
                running.Add(Task.Run(() => HandleAsync(worker, body, dequeues)));
            }

            if (running.Count > 0)
            {
                await Task.WhenAny(running);
                running.RemoveAll(task => task.IsCompletedSuccessfully);
                await Task.WhenAll(running.Where(task => task.IsFaulted));
            }
            else if (Queue.NextDue is { } due && due > Time.GetUtcNow())
            {
                Time.Advance(due - Time.GetUtcNow());
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }
    }

    private async Task HandleAsync(DeliveryWorker worker, BinaryData body, int dequeues)
    {
        try
        {
            await worker.HandleAsync(body, dequeues);
        }
        catch (ProcessDiedException)
        {
            lock (Log)
            {
                Deaths++;
            }

            Queue.Put(body, TimeSpan.Zero, dequeues);
        }
    }

    private static void Default(NotificationsBuilder builder) =>
        builder.Topic(Moves.Topic).Subscriber<FirstMoveSubscriber>("first").Subscriber<SecondMoveSubscriber>("second", """{"odd":["yes"]}""").Topic(Moves.ByContent).Subscriber<FirstMoveSubscriber>("content");

    private ServiceProvider Build(Action<NotificationsBuilder> configure, Action<NotificationsOptions>? options) =>
        TestServices.Build(Time, Store, Ports, Queue, configure, services => services.AddSingleton(Log).Configure(options ?? (_ => { })));
}
