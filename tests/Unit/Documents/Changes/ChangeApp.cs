using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Virga.Documents;

namespace Unit.Documents;

/// <summary>An app with change handlers over a store in memory.</summary>
internal sealed class ChangeApp : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private long _sequence;

    public ChangeApp(Action<DocumentsBuilder> configure, Action<ChangesOptions>? options = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<IDocumentStore>(Store);
        services.AddSingleton(Seen);
        services.AddDocuments(documents => configure(documents.Add(Unit.Documents.Cats.Model)));
        services.Configure<ChangesOptions>(changes => changes.RetryDelay = TimeSpan.Zero);
        services.Configure<ChangesOptions>(changes => options?.Invoke(changes));
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public RecordingStore Store { get; } = new();

    public SeenChanges Seen { get; } = new();

    public IRepository<Cat> Cats => _services.GetRequiredService<IRepository<Cat>>();

    public ChangeDeadLetters Letters => _services.GetRequiredService<ChangeDeadLetters>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task StartAsync() => _services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single().StartingAsync(Token);

    public Task DispatchAsync(params string[] documents) =>
        _services.GetRequiredService<ChangeDispatcher>().DispatchAsync([.. documents.Select(document => JsonElement.Parse(document))], Token);

    /// <summary>A stored document as the latest-version feed shows it.</summary>
    public async Task<string> FeedAsync(string storedId, string partition = "oslo")
    {
        var read = (StoreReadResult.Found)await Store.ReadAsync(StorePartition.Of(partition), storedId, null, Token);
        return $"{Encoding.UTF8.GetString(read.Document.Body.Span)[..^1]},\"_lsn\":{++_sequence}}}";
    }

    public async Task<string> CatAsync(string id, string name = "Tom", int age = 3)
    {
        await Cats.SaveAsync(new Cat(id, "oslo", name, age), cancellationToken: Token);
        return await FeedAsync($"cat|{id}");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
