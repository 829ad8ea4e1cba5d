using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;

namespace Integration.Documents;

public sealed class MigrationTests : IAsyncDisposable
{
    private readonly EmbeddedStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Every_document_is_rewritten_in_the_current_version_and_keeps_its_times_its_life_and_its_text()
    {
        await FillAsync(25);
        var before = await StoredAsync("p-7");
        var app = _store.App(documents => documents.Add(Parcel.Model));

        var report = await Runner(app).RunAsync(Parcel.Model, new MigrationOptions { PageSize = 10, RequestUnitsPerSecond = null }, cancellationToken: Token);

        Assert.Equal((25, 25, 0, 0, true), (report.Seen, report.Migrated, report.Overtaken, report.Failed, report.IsComplete));
        Assert.Equal(25, report.Total);
        Assert.True(report.RequestCharge > 25);
        var after = await StoredAsync("p-7");
        Assert.Equal((2, 7, "depot-1:p-7", "as it was"), ((int)after["_v"]!, (int)after["grams"]!, (string?)after["label"], (string?)after["note"]));
        Assert.False(after.ContainsKey("weight"));
        Assert.Equal((string?)before["updatedAt"], (string?)after["updatedAt"]);
        Assert.Equal((string?)before["createdAt"], (string?)after["createdAt"]);
        Assert.Equal((long?)before["_expires"], (long?)after["_expires"]);
        Assert.InRange((long)after["ttl"]!, 1, (long)before["ttl"]!);
        Assert.Equal(0, (await Runner(app).RunAsync(Parcel.Model, cancellationToken: Token)).Seen);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_which_documents_fail_and_writes_nothing()
    {
        await FillAsync(3);
        await _store.App(documents => documents.Add(Parcel.Before)).GetRequiredService<IRepository<Parcel.OldParcel>>()
            .CreateAsync(new Parcel.OldParcel { Depot = "depot-0", Id = "bad", Weight = "heavy" }, Token);
        await _store.App(documents => documents.Add(Parcel.Before)).GetRequiredService<IRepository<Parcel.OldParcel>>()
            .CreateAsync(new Parcel.OldParcel { Depot = "depot-0", Id = "huge", Weight = "200000 g" }, Token);

        var report = await Runner(_store.App(documents => documents.Add(Parcel.Model)))
            .RunAsync(Parcel.Model, new MigrationOptions { IsDryRun = true, RequestUnitsPerSecond = null }, cancellationToken: Token);

        Assert.Equal((5, 3, 2), (report.Seen, report.Migrated, report.Failed));
        Assert.Equal(["parcel|bad", "parcel|huge"], report.Failures.Select(failure => failure.StoredId).Order(StringComparer.Ordinal));
        Assert.All(report.Failures, failure => Assert.Equal("depot-0", failure.Partition));
        Assert.False((await StoredAsync("p-1")).ContainsKey("_v"));
    }

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_where_it_was()
    {
        await FillAsync(30);
        var app = _store.App(documents => documents.Add(Parcel.Model));
        var options = new MigrationOptions { PageSize = 10, Parallelism = 1, RequestUnitsPerSecond = null };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var pages = 0;
        var interrupted = new Told(_ =>
        {
            if (++pages == 2)
            {
                stop.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner(app).RunAsync(Parcel.Model, options, interrupted, stop.Token));
        var rest = new List<MigrationReport>();
        var report = await Runner(app).RunAsync(Parcel.Model, options, new Told(rest.Add), Token);

        Assert.Equal((30, true), (report.Migrated, report.IsComplete));
        Assert.True(rest[0].Migrated > 10, "the count goes on from the checkpoint");
        Assert.Equal(2, (int?)(await StoredAsync("p-30"))["_v"]);
    }

    [Fact]
    public async Task What_the_app_writes_meanwhile_wins()
    {
        await FillAsync(1);
        var app = _store.App(documents => documents.Add(Parcel.Model));
        var racing = new RacingStore(app.GetRequiredService<IDocumentStore>())
        {
            BeforeReplace = () => app.GetRequiredService<IRepository<Parcel>>().UpdateAsync(
                new DocumentKey("depot-1", "p-1"), Update.Of<Parcel>().Set(p => p.Grams, 77), cancellationToken: Token),
        };

        var report = await new MigrationRunner(racing, app.GetRequiredService<ContainerLayouts>(), TimeProvider.System).RunAsync(Parcel.Model, cancellationToken: Token);

        Assert.Equal((0, 1), (report.Migrated, report.Overtaken));
        Assert.Equal(77, (int)(await StoredAsync("p-1"))["grams"]!);
    }

    private async Task FillAsync(int count)
    {
        var parcels = _store.App(documents => documents.Add(Parcel.Before)).GetRequiredService<IRepository<Parcel.OldParcel>>();
        for (var number = 1; number <= count; number++)
        {
            await parcels.CreateAsync(new Parcel.OldParcel { Depot = $"depot-{number % 3}", Id = $"p-{number}", Weight = $"{number} g", Note = "as it was" }, Token);
        }
    }

    private async Task<JsonObject> StoredAsync(string id)
    {
        var number = int.Parse(id[2..], CultureInfo.InvariantCulture);
        var store = _store.App(_ => { }).GetRequiredService<IDocumentStore>();
        var read = (StoreReadResult.Found)await store.ReadAsync(StorePartition.Of($"depot-{number % 3}"), $"parcel|{id}", null, Token);
        return (JsonObject)JsonNode.Parse(read.Document.Body.Span)!;
    }

    private static MigrationRunner Runner(IServiceProvider app) => app.GetRequiredService<MigrationRunner>();

    private sealed class Told(Action<MigrationReport> tell) : IProgress<MigrationReport>
    {
        public void Report(MigrationReport value) => tell(value);
    }
}
