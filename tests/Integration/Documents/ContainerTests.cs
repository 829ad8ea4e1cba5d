using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Virga.Cosmos;
using Virga.Documents;

namespace Integration.Documents;

public sealed class ContainerTests : IAsyncDisposable
{
    private static readonly Schema<Parcel> Indexed = Schema.Define<Parcel>("indexed-parcel", parcel =>
    {
        parcel.Partition(p => p.Depot);
        parcel.Key(p => p.Id);
        parcel.Container("parcels");
        parcel.Index(p => p.Grams, p => p.Note);
        parcel.Unindexed(p => p.Note);
        parcel.Unique("note", p => p.Note);
    });

    private readonly EmbeddedStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Containers_are_made_as_the_models_want_them()
    {
        var app = _store.App(documents => documents.Add(Indexed));

        await app.GetRequiredService<CosmosProvisioner>().ReadyAsync();

        Assert.Empty(await app.GetRequiredService<ContainerDrift>().CheckAsync(Token));
        var made = await PropertiesAsync(app, "parcels");
        Assert.Equal(("/_pk", -1), (made.PartitionKeyPath, made.DefaultTimeToLive));
        Assert.Equal(["/\"_etag\"/?", "/note/*"], made.IndexingPolicy.ExcludedPaths.Select(path => path.Path).Order(StringComparer.Ordinal));
        Assert.Equal(["/grams", "/note"], Assert.Single(made.IndexingPolicy.CompositeIndexes).Select(path => path.Path));
        Assert.Equal("/_u/indexed-parcel/note", Assert.Single(Assert.Single(made.UniqueKeyPolicy.UniqueKeys).Paths));
    }

    [Fact]
    public async Task A_key_of_one_path_is_no_hierarchical_key_and_may_be_long()
    {
        var app = _store.App(documents => documents.Add(Indexed));

        await app.GetRequiredService<CosmosProvisioner>().ReadyAsync();

        foreach (var name in (string[])["parcels", "leases"])
        {
            using var container = await app.GetRequiredService<CosmosClient>().GetContainer("virga", name).ReadContainerStreamAsync(cancellationToken: Token);
            var definition = await JsonNode.ParseAsync(container.Content, cancellationToken: Token);
            Assert.Equal(("Hash", 2), ((string?)definition!["partitionKey"]!["kind"], (int?)definition["partitionKey"]!["version"]));
        }
    }

    [Fact]
    public async Task What_can_change_of_a_container_that_exists_is_changed_to_what_the_models_want()
    {
        await _store.MakeAsync(new ContainerProperties("documents", "/_pk") { DefaultTimeToLive = 60, IndexingPolicy = { ExcludedPaths = { new ExcludedPath { Path = "/secret/*" } } } });
        var app = _store.App(_ => { });

        await app.GetRequiredService<CosmosProvisioner>().ReadyAsync();

        var changed = await PropertiesAsync(app, "documents");
        Assert.Equal(-1, changed.DefaultTimeToLive);
        Assert.DoesNotContain(changed.IndexingPolicy.ExcludedPaths, path => path.Path == "/secret/*");
    }

    [Fact]
    public async Task What_can_never_change_refuses_every_use_with_the_field_and_the_way_out()
    {
        await _store.MakeAsync(new ContainerProperties("documents", "/tenant") { DefaultTimeToLive = -1 });
        var app = _store.App(documents => documents.Add(Parcel.Model));
        var parcels = app.GetRequiredService<IRepository<Parcel>>();

        for (var use = 0; use < 2; use++)
        {
            var refusal = await Assert.ThrowsAsync<ContainerMismatchException>(() => parcels.GetAsync(new DocumentKey("d", "1"), cancellationToken: Token));
            Assert.Equal(("partitionKey", "/_pk", "/tenant"), (refusal.Differences[0].Field, refusal.Differences[0].Wanted, refusal.Differences[0].Actual));
            Assert.Contains("export the container, delete it", refusal.Message, StringComparison.Ordinal);
        }

        var health = await app.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "containers", Token);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
    }

    [Fact]
    public async Task An_app_that_may_not_make_containers_tells_the_drift_field_by_field()
    {
        await _store.MakeAsync(new ContainerProperties("documents", "/_pk"));
        var app = _store.App(documents => documents.Add(Indexed), creates: false);

        var differences = await app.GetRequiredService<ContainerDrift>().CheckAsync(Token);

        Assert.Equal(["documents.defaultTtl", "parcels.container"], differences.Select(difference => $"{difference.Container}.{difference.Field}"));
        var health = (await app.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "containers", Token)).Entries["containers"];
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Equal("documents.defaultTtl is off, and the models want on, each document says itself", health.Data["documents.defaultTtl"]);
    }

    [Fact]
    public async Task Containers_that_are_still_being_made_are_not_missing()
    {
        var app = _store.App(documents => documents.Add(Indexed));

        var health = await app.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "containers", Token);

        Assert.Equal(HealthStatus.Healthy, health.Status);
    }

    [Fact]
    public async Task A_container_that_was_missing_is_looked_for_again_soon()
    {
        var time = new FakeTimeProvider();
        var drift = _store.App(_ => { }, creates: false, time).GetRequiredService<ContainerDrift>();
        Assert.Equal("container", Assert.Single(await drift.CheckAsync(Token)).Field);
        await _store.MakeAsync(new ContainerProperties("documents", "/_pk") { DefaultTimeToLive = -1 });
        Assert.Single(await drift.CheckAsync(Token));

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(await drift.CheckAsync(Token));
    }

    [Fact]
    public async Task A_failed_start_is_told_to_whoever_uses_the_store_and_tried_anew()
    {
        await _store.Endpoint.DisposeAsync();
        var parcels = _store.App(documents => documents.Add(Parcel.Model)).GetRequiredService<IRepository<Parcel>>();

        for (var use = 0; use < 2; use++)
        {
            await Assert.ThrowsAnyAsync<StoreException>(() => parcels.GetAsync(new DocumentKey("d", "1"), cancellationToken: Token));
        }
    }

    private static async Task<ContainerProperties> PropertiesAsync(IServiceProvider app, string name) =>
        await app.GetRequiredService<CosmosClient>().GetContainer("virga", name).ReadContainerAsync(cancellationToken: Token);
}
