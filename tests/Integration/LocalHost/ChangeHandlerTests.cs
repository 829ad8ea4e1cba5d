using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Support;
using Virga.Documents;
using Virga.LocalHost;

namespace Integration.LocalHost;

/// <summary>Change handlers behind a Cosmos DB trigger, on the embedded endpoint.</summary>
public sealed class ChangeHandlerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_repository_writes_reaches_the_handler_and_its_effects_are_there_once()
    {
        await using var host = await StartAsync(typeof(Feed));
        var guests = host.Services.GetRequiredService<IRepository<Guest>>();

        await guests.SaveAsync(new Guest { House = "oslo", Id = "tom", Name = "Tom" }, cancellationToken: Token);
        await guests.SaveAsync(new Guest { House = "oslo", Id = "bad", Name = "" }, cancellationToken: Token);
        await guests.SaveAsync(new Guest { House = "oslo", Id = "kit", Name = "Kit" }, cancellationToken: Token);

        var greetings = host.Services.GetRequiredService<IRepository<Greeting>>();
        await Eventually.True(
            async () => (await greetings.Query("oslo").PageAsync(Token)).Items.Count == 2, "both greetings, the bad guest between them notwithstanding", cancellationToken: Token);
        var letters = host.Services.GetRequiredService<ChangeDeadLetters>();
        var letter = await Eventually.Value(
            async () => (await letters.ListAsync("greet", cancellationToken: Token)).Items.SingleOrDefault(), "the bad guest as a dead letter", cancellationToken: Token);
        Assert.Equal(("bad", 2), (letter.Key.Id, letter.Attempts));
    }

    [Fact]
    public async Task A_page_that_comes_again_changes_nothing()
    {
        await using var host = await StartAsync();
        var guests = host.Services.GetRequiredService<IRepository<Guest>>();
        await guests.SaveAsync(new Guest { House = "oslo", Id = "tom", Name = "Tom" }, cancellationToken: Token);
        var read = (StoreReadResult.Found)await host.Services.GetRequiredService<IDocumentStore>().ReadAsync(StorePartition.Of("oslo"), "guest|tom", null, Token);
        JsonElement[] page = [JsonElement.Parse(read.Document.Body.Span)];
        var dispatcher = host.Services.GetRequiredService<ChangeDispatcher>();

        await dispatcher.DispatchAsync(page, Token);
        var first = await host.Services.GetRequiredService<IRepository<Greeting>>().GetAsync(new DocumentKey("oslo", "tom"), cancellationToken: Token);
        await dispatcher.DispatchAsync(page, Token);

        var second = await host.Services.GetRequiredService<IRepository<Greeting>>().GetAsync(new DocumentKey("oslo", "tom"), cancellationToken: Token);
        Assert.Equal(first!.ETag, second!.ETag);
    }

    [Fact]
    public async Task Handlers_hear_of_every_version_and_of_deletes_when_the_trigger_asks_for_them()
    {
        var heard = new ConcurrentQueue<string>();
        await using var host = await TestHost.StartAsync(
            builder =>
            {
                builder.Services.AddVirgaCosmos();
                builder.Services.AddSingleton(heard);
                builder.Services.AddDocuments(documents => documents.Add(Guest.Model).OnChange<Guest, Hear>(Guest.Model, "hear"));
            },
            typeof(AllVersions));
        var guests = host.Services.GetRequiredService<IRepository<Guest>>();

        await guests.SaveAsync(new Guest { House = "oslo", Id = "tom", Name = "Tom" }, cancellationToken: Token);
        await guests.SaveAsync(new Guest { House = "oslo", Id = "tom", Name = "Kit" }, cancellationToken: Token);
        await guests.DeleteAsync(new DocumentKey("oslo", "tom"), cancellationToken: Token);

        await Eventually.True(() => heard.Count >= 3, "three changes", cancellationToken: Token);
        Assert.Equal(["Created -> Tom", "Replaced -> Kit", "Deleted Kit ->"], heard);
    }

    private static Task<TestHost> StartAsync(params Type[] functions) => TestHost.StartAsync(
        builder =>
        {
            builder.Services.AddVirgaCosmos();
            builder.Services.AddDocuments(documents => documents.Add(Guest.Model).Add(Greeting.Model).OnChange<Guest, Greet>(Guest.Model, "greet"));
            builder.Services.Configure<ChangesOptions>(options => (options.Attempts, options.RetryDelay) = (2, TimeSpan.Zero));
        },
        functions);

    public sealed class Feed(ChangeDispatcher dispatcher)
    {
        [Function("Feed"), ExponentialBackoffRetry(-1, "00:00:01", "00:01:00")]
        public Task RunAsync(
            [CosmosDBTrigger("virga", "documents", StartFromBeginning = true)] IReadOnlyList<JsonElement> documents, CancellationToken cancellationToken) =>
            dispatcher.DispatchAsync(documents, cancellationToken);
    }

    public sealed class AllVersions(ChangeDispatcher dispatcher)
    {
        [Function("AllVersions")]
        public Task RunAsync(
            [CosmosDBTrigger("virga", "documents", ChangeFeedMode = CosmosDBChangeFeedMode.AllVersionsAndDeletes)] IReadOnlyList<JsonElement> documents, CancellationToken cancellationToken) =>
            dispatcher.DispatchAsync(documents, cancellationToken);
    }

    public sealed class Hear(ConcurrentQueue<string> heard) : IChangeHandler<Guest>
    {
        public Task HandleAsync(Change<Guest> change, ChangeContext context, CancellationToken cancellationToken)
        {
            heard.Enqueue($"{change.Kind} {change.Previous?.Value.Name} -> {change.Document?.Value.Name}".Replace("  ", " ", StringComparison.Ordinal).TrimEnd());
            return Task.CompletedTask;
        }
    }

    public sealed class Greet(IRepository<Greeting> greetings) : IChangeHandler<Guest>
    {
        public Task HandleAsync(Change<Guest> change, ChangeContext context, CancellationToken cancellationToken)
        {
            var guest = change.Document!.Value;
            ArgumentException.ThrowIfNullOrEmpty(guest.Name);
            return context.TransactAsync(
                guest.House, transaction => transaction.Save(greetings, new Greeting { House = guest.House, Id = guest.Id, Text = $"Welcome, {guest.Name}" }), cancellationToken);
        }
    }

    public sealed record Guest
    {
        public static readonly Schema<Guest> Model = Schema.Define<Guest>("guest", guest =>
        {
            guest.Partition(g => g.House);
            guest.Key(g => g.Id);
        });

        public string House { get; init; } = "";

        public string Id { get; init; } = "";

        public string Name { get; init; } = "";
    }

    public sealed record Greeting
    {
        public static readonly Schema<Greeting> Model = Schema.Define<Greeting>("greeting", greeting =>
        {
            greeting.Partition(g => g.House);
            greeting.Key(g => g.Id);
        });

        public string House { get; init; } = "";

        public string Id { get; init; } = "";

        public string Text { get; init; } = "";
    }
}
