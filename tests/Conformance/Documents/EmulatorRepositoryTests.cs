using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Virga.CosmosEmulator;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>Repositories of two instances of an app on one endpoint that loses answers and lags behind.</summary>
public sealed class EmulatorRepositoryTests : IAsyncLifetime
{
    private static readonly Schema<Member> Model = Schema.Define<Member>("member", member =>
    {
        member.Container("members");
        member.Partition(m => m.Club);
        member.Key(m => m.Id);
        member.Unique("mail", m => m.Mail);
    });

    private readonly CosmosEmulator _emulator = CosmosEmulator.Open();
    private readonly List<ServiceProvider> _instances = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }

        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task What_one_instance_wrote_another_reads_and_finds_when_it_carries_the_session()
    {
        var (first, second) = (Instance().For(Model), Instance().For(Model));
        var key = (await first.CreateAsync(new Member("ann", "oslo", "ann@x", 1), Stop)).Key;
        await second.GetAsync(key, cancellationToken: Stop);
        _emulator.Faults.ReplicaLag = 1;

        var written = await first.UpdateAsync(key, Update.Of<Member>().Set(m => m.Visits, 2), cancellationToken: Stop);

        Assert.Equal(2, (await first.GetAsync(key, cancellationToken: Stop))!.Value.Visits);
        Assert.Equal(1, (await second.GetAsync(key, cancellationToken: Stop))!.Value.Visits);
        Assert.Empty((await second.Query("oslo").Where(m => m.Visits == 2).PageAsync(Stop)).Items);
        Assert.Equal(2, (await second.GetAsync(key, new() { SessionToken = written.SessionToken }, Stop))!.Value.Visits);
        Assert.Single((await second.Query("oslo").Where(m => m.Visits == 2).InSession(written.SessionToken).PageAsync(Stop)).Items);
    }

    [Fact]
    public async Task A_transaction_whose_answer_is_lost_happens_once()
    {
        var documents = Instance();
        var members = documents.For(Model);
        await members.CreateAsync(new Member("ann", "oslo", "ann@x", 1), Stop);
        _emulator.Faults.Next(CosmosFault.TimedOutAfterTheFact, when: (method, path) => method == "POST" && path.EndsWith("/docs", StringComparison.Ordinal));

        var outcome = await documents.TransactAsync(
            "oslo",
            t => t.Update(members, new DocumentKey("oslo", "ann"), Update.Of<Member>().Add(m => m.Visits, 1)).Create(members, new Member("bob", "oslo", "bob@x", 0)),
            new TransactionOptions { Token = "visit-7" },
            Stop);

        Assert.True(outcome.IsReplay);
        Assert.Equal("bob", outcome.Item<Member>(1).Value.Id);
        Assert.Equal(2, (await members.GetAsync(new DocumentKey("oslo", "ann"), cancellationToken: Stop))!.Value.Visits);
    }

    [Fact]
    public async Task A_value_that_must_be_unique_is_refused_however_it_is_written()
    {
        var documents = Instance();
        var members = documents.For(Model);
        await members.CreateAsync(new Member("ann", "oslo", "ann@x", 1), Stop);
        var bob = await members.CreateAsync(new Member("bob", "oslo", "bob@x", 1), Stop);

        Assert.Equal("mail", (await Assert.ThrowsAsync<UniqueKeyException>(() => members.CreateAsync(new Member("tim", "oslo", "ann@x", 0), Stop))).Key);
        Assert.Equal("mail", (await Assert.ThrowsAsync<UniqueKeyException>(() => members.SaveAsync(bob.Value with { Mail = "ann@x" }, cancellationToken: Stop))).Key);
        Assert.Equal("mail", (await Assert.ThrowsAsync<UniqueKeyException>(() => members.UpdateAsync(bob.Key, Update.Of<Member>().Set(m => m.Mail, "ann@x"), cancellationToken: Stop))).Key);
        var refused = await Assert.ThrowsAsync<TransactionFailedException>(() => documents.TransactAsync("oslo", t => t.Create(members, new Member("tim", "oslo", "ann@x", 0)), Stop));
        Assert.IsType<UniqueKeyException>(refused.Reason);
        await members.CreateAsync(new Member("tim", "rome", "ann@x", 0), Stop);
    }

    [Fact]
    public async Task Batches_are_written_read_and_removed()
    {
        var members = Instance().For(Model);
        var all = Enumerable.Range(0, 230).Select(number => new Member($"m{number}", number % 3 == 0 ? "oslo" : "rome", $"{number}@x", number)).ToList();

        var saved = await members.SaveManyAsync([.. all, new Member("late", "oslo", "0@x", 0)], Stop);
        var read = await members.GetManyAsync([.. all.Select(member => new DocumentKey(member.Club, member.Id)), new DocumentKey("oslo", "nobody")], cancellationToken: Stop);
        var removed = await members.DeleteManyAsync([.. all.Select(member => new DocumentKey(member.Club, member.Id)), new DocumentKey("oslo", "nobody")], Stop);

        Assert.IsType<UniqueKeyException>(Assert.Single(saved.Failed).Error);
        Assert.Equal(all.Select(member => member.Id), read.Items.Select(item => item.Value.Id));
        Assert.Equal([new DocumentKey("oslo", "nobody")], read.Missing);
        Assert.True(removed.IsDone);
        Assert.Equal("nobody", Assert.Single(removed.Items, item => item.WasMissing).Key.Id);
    }

    private IDocuments Instance()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<IConfiguration>(new ConfigurationManager());
        services.AddDocuments(documents => documents.Add(Model));
        services.AddVirgaCosmos(options =>
        {
            options.AccountEndpoint = CosmosEmulator.Endpoint;
            options.AccountKey = CosmosEmulatorOptions.WellKnownKey;
            options.CreateIfNotExists = true;
            options.HttpClientFactory = () => new HttpClient(_emulator.CreateHandler(), disposeHandler: false);
        });
        var provider = services.BuildServiceProvider();
        _instances.Add(provider);
        return provider.GetRequiredService<IDocuments>();
    }

    private sealed record Member(string Id, string Club, string Mail, int Visits);
}
