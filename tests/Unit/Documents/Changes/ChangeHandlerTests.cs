using System.Diagnostics.Metrics;
using Newtonsoft.Json.Linq;
using Virga.Documents;

namespace Unit.Documents;

public sealed class ChangeHandlerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handler_gets_the_typed_document_with_what_the_feed_says_of_it()
    {
        await using var app = Watching();

        await app.DispatchAsync(await app.CatAsync("tom"));

        var change = Assert.Single(app.Seen.Changes);
        Assert.Equal((ChangeKind.Written, Cats.Key("tom"), 1L, DateTimeOffset.FromUnixTimeSeconds(1)), (change.Kind, change.Key, change.Sequence, change.At));
        Assert.Equal(("Tom", 3), (change.Document!.Value.Name, change.Document.Value.Age));
        Assert.Equal(change.Document.ETag, change.Version);
        Assert.Null(change.Previous);
    }

    [Fact]
    public async Task Other_models_and_the_frameworks_records_are_passed_over()
    {
        await using var app = Watching();
        app.Store.Put("oslo", "_outbox|1", """{"_model":"_outbox","_key":"1"}""");
        app.Store.Put("oslo", "dog|rex", """{"_model":"dog","_key":"rex","shelterId":"oslo"}""");

        await app.DispatchAsync(await app.FeedAsync("_outbox|1"), await app.FeedAsync("dog|rex"), """{"id":"stray","_pk":"oslo"}""", "7");

        Assert.Empty(app.Seen.Changes);
    }

    [Fact]
    public async Task A_document_is_read_again_where_the_host_changes_what_it_hands_on()
    {
        const string Time = "2026-11-26T06:50:29.190+02:00";
        await using var app = new ChangeApp(documents => documents.OnChange<Cat, WatchCats>(Cats.Model, "watch", when: _ => true), options => options.ReadAgain = true);
        var read = await app.CatAsync("tom", Time);
        var gone = await app.CatAsync("kit", "Kit");
        await app.Cats.DeleteAsync(Cats.Key("kit"), cancellationToken: Token);
        var older = (await app.CatAsync("rex", "Rex")).Replace("\"_ts\":1", "\"_ts\":2", StringComparison.Ordinal);
        await app.CatAsync("rex", "Rex, of a replica that is behind");

        // What the host's trigger makes of the page.
        await app.DispatchAsync([.. new[] { read, gone, older }.Select(document => JObject.Parse(document).ToString(Newtonsoft.Json.Formatting.None))]);

        Assert.Equal([Time, "Kit", "Rex"], app.Seen.Changes.OrderByDescending(change => change.Key.Id == "tom").ThenBy(change => change.Key.Id).Select(change => change.Document!.Value.Name));
        Assert.All(app.Seen.Changes, change => Assert.NotNull(change.Sequence));
    }

    [Fact]
    public async Task A_condition_chooses_the_documents()
    {
        await using var app = new ChangeApp(documents => documents.OnChange<Cat, WatchCats>(Cats.Model, "old-cats", cat => cat.Age > 10));

        await app.DispatchAsync(await app.CatAsync("kit", "Kit", 1), await app.CatAsync("tom", "Tom", 12));

        Assert.Equal(["Tom"], app.Seen.Names);
    }

    [Fact]
    public async Task Changes_of_one_document_come_one_after_the_other_in_the_feeds_order()
    {
        await using var app = Watching();
        var running = 0;
        app.Seen.OnChange = async (_, _, _) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        };
        var versions = new List<string>();
        for (var age = 0; age < 20; age++)
        {
            versions.Add(await app.CatAsync("tom", $"Tom {age}"));
        }

        await app.DispatchAsync([.. versions]);

        Assert.Equal(Enumerable.Range(0, 20).Select(age => $"Tom {age}"), app.Seen.Names);
        Assert.Empty((await app.Letters.ListAsync("watch-cats", cancellationToken: Token)).Items);
    }

    [Fact]
    public async Task A_handler_that_fails_is_called_again()
    {
        await using var app = Watching();
        var attempts = new List<int>();
        app.Seen.OnChange = (_, context, _) =>
        {
            attempts.Add(context.Attempt);
            return attempts.Count < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        };

        await app.DispatchAsync(await app.CatAsync("tom"));

        Assert.Equal([1, 2, 3], attempts);
        Assert.Empty((await app.Letters.ListAsync("watch-cats", cancellationToken: Token)).Items);
    }

    [Fact]
    public async Task A_change_that_is_never_taken_becomes_a_dead_letter_and_holds_up_nothing()
    {
        await using var app = Watching();
        app.Seen.OnChange = (change, _, _) => change.Key.Id == "bad" ? throw new InvalidOperationException("too wild") : Task.CompletedTask;

        await app.DispatchAsync(await app.CatAsync("bad"), await app.CatAsync("good"));

        Assert.Contains(app.Seen.Changes, change => change.Key.Id == "good");
        var letter = Assert.Single((await app.Letters.ListAsync("watch-cats", cancellationToken: Token)).Items);
        Assert.Equal(("watch-cats", "cat", Cats.Key("bad"), "InvalidOperationException: too wild", 5), (letter.Handler, letter.Model, letter.Key, letter.Reason, letter.Attempts));
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_is_put_aside_at_once()
    {
        await using var app = Watching();
        app.Store.Put("oslo", "cat|odd", """{"_model":"cat","_key":"odd","shelterId":"oslo","name":"Odd","age":"three"}""");
        app.Store.Put("oslo", "cat|new", """{"_model":"cat","_v":9,"_key":"new","shelterId":"oslo","name":"New"}""");

        await app.DispatchAsync(await app.FeedAsync("cat|odd"), await app.FeedAsync("cat|new"), await app.CatAsync("tom"));

        Assert.Equal(["Tom"], app.Seen.Names);
        var reasons = (await app.Letters.ListAsync("watch-cats", cancellationToken: Token)).Items.Select(letter => letter.Reason.Split(':')[0]);
        Assert.Equal([nameof(DocumentReadException), nameof(DocumentVersionException)], reasons.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_change_that_can_neither_be_handled_nor_put_aside_fails_the_page_after_the_others_had_their_turn()
    {
        await using var app = Watching();
        app.Seen.OnChange = (change, _, _) => change.Key.Id == "bad" ? throw new InvalidOperationException("no") : Task.CompletedTask;
        var (bad, good) = (await app.CatAsync("bad"), await app.CatAsync("good"));
        app.Store.RefuseWritesOf = "_change-letter|";

        var refusal = await Assert.ThrowsAsync<AggregateException>(() => app.DispatchAsync(bad, good));

        Assert.IsType<StoreUnavailableException>(Assert.Single(refusal.InnerExceptions));
        Assert.Contains(app.Seen.Changes, change => change.Key.Id == "good");
    }

    [Fact]
    public async Task Effects_happen_once_however_often_the_change_comes()
    {
        await using var app = Watching();
        var outcomes = new List<EffectOutcome>();
        app.Seen.OnChange = async (change, context, token) => outcomes.Add(await context.TransactAsync(
            "oslo", t => t.Save(app.Cats, new Cat($"copy-of-{change.Key.Id}", "oslo", "Copy")), token));
        var change = await app.CatAsync("tom");

        await app.DispatchAsync(change);
        await app.DispatchAsync(change);
        await app.DispatchAsync(await app.CatAsync("tom", "Tom again"));

        Assert.Equal([typeof(EffectOutcome.Done), typeof(EffectOutcome.AlreadyDone), typeof(EffectOutcome.Done)], outcomes.Select(outcome => outcome.GetType()));
    }

    [Fact]
    public async Task A_batch_handler_gets_a_page_at_once()
    {
        await using var app = Batching();

        await app.DispatchAsync(await app.CatAsync("a"), await app.CatAsync("b"), await app.CatAsync("c"));

        Assert.Equal([3], app.Seen.Batches);
        Assert.Equal(["a", "b", "c"], app.Seen.Changes.Select(change => change.Key.Id));
    }

    [Fact]
    public async Task A_batch_that_fails_is_taken_apart_and_only_the_bad_change_put_aside()
    {
        await using var app = Batching();
        app.Seen.OnChange = (change, _, _) => change.Key.Id == "b" ? throw new InvalidOperationException("no") : Task.CompletedTask;

        await app.DispatchAsync(await app.CatAsync("a"), await app.CatAsync("b"), await app.CatAsync("c"));

        Assert.Equal([3, 3, 3, 3, 3, 1, 1, 1], app.Seen.Batches);
        Assert.Equal(Cats.Key("b"), Assert.Single((await app.Letters.ListAsync("watch-batches", cancellationToken: Token)).Items).Key);
    }

    [Fact]
    public async Task A_handler_that_takes_too_long_is_told_to_stop()
    {
        await using var app = new ChangeApp(
            documents => documents.OnChange<Cat, WatchCats>(Cats.Model, "watch-cats"), options => (options.Timeout, options.Attempts) = (TimeSpan.FromSeconds(1), 1));
        app.Seen.OnChange = (_, _, token) => new TaskCompletionSource().Task.WaitAsync(token);

        await app.DispatchAsync(await app.CatAsync("tom"));

        Assert.StartsWith(nameof(TimeoutException), Assert.Single((await app.Letters.ListAsync("watch-cats", cancellationToken: Token)).Items).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcomes_are_counted_by_handler()
    {
        await using var app = Watching("counted-cats");
        var counted = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Name: "virga.changes", Meter.Name: DocumentsTelemetry.Name })
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            if (tags.ToArray().Contains(new KeyValuePair<string, object?>("virga.handler", "counted-cats")))
            {
                counted.Add($"{tags.ToArray().Single(tag => tag.Key == "virga.outcome").Value} {count}");
            }
        });
        listener.Start();
        var failures = 1;
        app.Seen.OnChange = (_, _, _) => failures-- > 0 ? throw new InvalidOperationException("once") : Task.CompletedTask;

        await app.DispatchAsync(await app.CatAsync("tom"));

        Assert.Equal(["failed 1", "handled 1"], counted);
    }

    private static ChangeApp Watching(string name = "watch-cats") => new(documents => documents.OnChange<Cat, WatchCats>(Cats.Model, name));

    private static ChangeApp Batching() => new(documents => documents.OnChange<Cat, WatchBatches>(Cats.Model, "watch-batches"));
}
