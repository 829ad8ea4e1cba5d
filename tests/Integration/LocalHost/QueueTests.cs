using Microsoft.Extensions.DependencyInjection;
using Support;
using Virga.LocalHost;
using Virga.Notifications;

namespace Integration.LocalHost;

public sealed class QueueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_starts_the_function_and_is_gone_when_it_has_returned()
    {
        var seen = new Seen();
        await using var host = await StartAsync(seen, typeof(Takers));
        var queue = host.Services.GetRequiredService<IMessageQueue>();

        await queue.SendAsync("texts", BinaryData.FromString("hello"), cancellationToken: Token);
        await queue.SendAsync("cats", BinaryData.FromObjectAsJson(new { name = "Tom" }), cancellationToken: Token);
        await queue.SendAsync("raw", BinaryData.FromString("raw"), cancellationToken: Token);

        await Eventually.True(() => seen.Count == 3, "three invocations", cancellationToken: Token);
        Assert.Equal(["cat Tom", "raw raw 1", "text hello 1"], seen.Sorted);
        await Eventually.True(async () => await queue.CountAsync("texts", Token) == 0, "the message to be gone", cancellationToken: Token);
    }

    [Fact]
    public async Task A_message_that_always_fails_is_tried_as_often_as_host_json_says_and_then_poisoned()
    {
        var seen = new Seen();
        await using var host = await StartAsync(seen, typeof(Failing));
        var queue = host.Services.GetRequiredService<IMessageQueue>();

        await queue.SendAsync("failing", BinaryData.FromString("bad"), cancellationToken: Token);

        await Eventually.True(async () => await queue.CountAsync("failing-poison", Token) == 1, "the poisoned message", cancellationToken: Token);
        Assert.Equal(["1", "2", "3"], seen.Sorted);
        Assert.Equal(0, await queue.CountAsync("failing", Token));
        Assert.Equal("bad", (await queue.ReceiveAsync("failing-poison", 1, TimeSpan.FromMinutes(1), Token)).Single().Body.ToString());
    }

    [Fact]
    public async Task A_message_that_a_killed_process_had_taken_is_taken_again_at_the_start()
    {
        var seen = new Seen();
        await using var host = await TestHost.StartAsync(
            builder => builder.Services.AddSingleton(seen).AddSingleton<Microsoft.Extensions.Hosting.IHostedService, DiedAtWork>(), typeof(Takers));

        await Eventually.True(() => seen.Count == 1, "the second try", cancellationToken: Token);
        Assert.Equal(["text left 2"], seen.Sorted);
    }

    [Fact]
    public async Task As_many_messages_as_a_batch_are_worked_on_at_once_and_no_more()
    {
        var gate = new Gate();
        await using var host = await TestHost.StartAsync(
            builder => builder.Services.AddSingleton(gate), ["AzureFunctionsJobHost:extensions:queues:batchSize=4"], [typeof(Gated)]);
        var queue = host.Services.GetRequiredService<IMessageQueue>();
        for (var i = 0; i < 20; i++)
        {
            await queue.SendAsync("gated", BinaryData.FromString("x"), cancellationToken: Token);
        }

        await Eventually.True(() => gate.Running >= 4, "a full batch", cancellationToken: Token);
        gate.Open.SetResult();

        await Eventually.True(async () => await queue.CountAsync("gated", Token) == 0, "an empty queue", cancellationToken: Token);
        Assert.InRange(gate.Most, 4, 6);
        Assert.Equal(20, gate.Done);
    }

    [Fact]
    public async Task An_invocation_under_way_is_waited_for_when_the_app_stops()
    {
        var gate = new Gate();
        var host = await TestHost.StartAsync(builder => builder.Services.AddSingleton(gate), typeof(Gated));
        await host.Services.GetRequiredService<IMessageQueue>().SendAsync("gated", BinaryData.FromString("x"), cancellationToken: Token);
        await Eventually.True(() => gate.Running == 1, "the invocation", cancellationToken: Token);

        var stopping = host.DisposeAsync().AsTask();
        Assert.False(stopping.IsCompleted);
        gate.Open.SetResult();
        await stopping;

        Assert.Equal(1, gate.Done);
    }

    [Fact]
    public async Task An_invoker_gives_a_function_text_or_its_own_type()
    {
        var seen = new Seen();
        await using var host = await StartAsync(seen, typeof(Takers));

        await host.Invoker.InvokeAsync("TakeCat", """{"Name":"Kit"}""", Token);
        await host.Invoker.InvokeAsync("TakeCat", new Cat("Pus"), Token);
        await Assert.ThrowsAsync<FormatException>(() => host.Invoker.InvokeAsync("TakeCat", "no json", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Invoker.InvokeAsync("Nobody", "", Token));

        Assert.Equal(["cat Kit", "cat Pus"], seen.Sorted);
    }

    private static Task<TestHost> StartAsync(Seen seen, Type functions) => TestHost.StartAsync(
        builder => builder.Services.AddSingleton(seen),
        ["AzureFunctionsJobHost:extensions:queues:maxDequeueCount=3", "AzureFunctionsJobHost:extensions:queues:visibilityTimeout=00:00:00"],
        [functions]);

    public sealed record Cat(string Name);

    public sealed class Seen
    {
        private readonly List<string> _all = [];

        public int Count => Sorted.Length;

        public string[] Sorted
        {
            get
            {
                lock (_all)
                {
                    return [.. _all.Order(StringComparer.Ordinal)];
                }
            }
        }

        public void Add(string one)
        {
            lock (_all)
            {
                _all.Add(one);
            }
        }
    }

    public sealed class Gate
    {
        private int _running;
        private int _done;

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Running => _running;

        public int Done => _done;

        public int Most { get; private set; }

        public async Task PassAsync()
        {
            var running = Interlocked.Increment(ref _running);
            lock (Open)
            {
                Most = Math.Max(Most, running);
            }

            await Open.Task;
            Interlocked.Decrement(ref _running);
            Interlocked.Increment(ref _done);
        }
    }

    public sealed class Takers(Seen seen)
    {
        [Function("TakeText")]
        public void Text([QueueTrigger("texts")] string message, int dequeueCount) => seen.Add($"text {message} {dequeueCount}");

        [Function("TakeCat")]
        public Task Cat([QueueTrigger("cats")] Cat cat)
        {
            seen.Add("cat " + cat.Name);
            return Task.CompletedTask;
        }

        [Function("TakeRaw")]
        public void Raw([QueueTrigger("raw")] QueuedMessage message, FunctionContext context) =>
            seen.Add($"raw {message.Body} {context.BindingContext.BindingData["DequeueCount"]}");
    }

    public sealed class Failing(Seen seen)
    {
        [Function("FailingTaker")]
        public void Run([QueueTrigger("failing")] BinaryData message, int dequeueCount)
        {
            seen.Add($"{dequeueCount}");
            throw new InvalidOperationException("broken");
        }
    }

    public sealed class Gated(Gate gate)
    {
        [Function("Gated")]
        public Task Run([QueueTrigger("gated")] string message) => gate.PassAsync();
    }
}
