using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Unit.Documents;

public sealed class RegistrationTests
{
    [Fact]
    public async Task A_repository_of_each_model_can_be_injected()
    {
        await using var provider = Build(services => services.AddDocuments(documents => documents.Add(Cats.Model)).AddDocuments());

        var repository = provider.GetRequiredService<IRepository<Cat>>();

        Assert.Same(repository, provider.GetRequiredService<IDocuments>().For(Cats.Model));
        Assert.Same(Cats.Model, provider.GetRequiredService<SchemaCatalog>().Find("cat"));
    }

    [Fact]
    public async Task The_host_does_not_start_with_a_faulty_model()
    {
        await using var provider = Build(services => services.AddDocuments(documents => documents.Add(Schema.Define<Cat>("cat", _ => { }))));
        var check = provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single();

        await Assert.ThrowsAsync<DefinitionException>(() => check.StartingAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Defaults_are_pinned()
    {
        var options = new DocumentsOptions();

        Assert.Equal((null, 10, 8), (options.CursorKey, options.RaceRetries, options.WriteConcurrency));
        Assert.Equal((7, 4), (options.NewGuid(DateTimeOffset.UnixEpoch, true).Version, options.NewGuid(DateTimeOffset.UnixEpoch, false).Version));
    }

    [Fact]
    public async Task Every_wrong_option_is_told()
    {
        await using var provider = Build(
            services => services.AddDocuments(documents => documents.Configure(options => options.NewGuid = null!)),
            ("Documents:CursorKey", "c2hvcnQ="), ("Documents:RaceRetries", "-1"), ("Documents:WriteConcurrency", "0"));

        var invalid = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<DocumentsOptions>>().Value);

        Assert.Equal(
            [
                "Property Documents:CursorKey: It must be at least 32 bytes in base64. Make one with: openssl rand -base64 32",
                "Property Documents:RaceRetries: -1 is not from 0 to 100.",
                "Property Documents:WriteConcurrency: 0 is not from 1 to 100.",
                "Property Documents:NewGuid: It must not be null.",
            ],
            invalid.Failures);
    }

    [Fact]
    public async Task Two_instances_with_one_key_understand_each_others_cursors()
    {
        var key = Convert.ToBase64String(Enumerable.Range(0, 32).Select(number => (byte)number).ToArray());
        await using var one = Build(services => services.AddDocuments(documents => documents.Add(Cats.Model)), ("Documents:CursorKey", key));
        await using var other = Build(services => services.AddDocuments(documents => documents.Add(Cats.Model)), ("Documents:CursorKey", key));
        var shape = new byte[QueryShape.Bytes];

        var cursor = one.GetRequiredService<CursorSigner>().Write("next", shape);

        Assert.Equal("next", other.GetRequiredService<CursorSigner>().Read(cursor, shape));
    }

    private static ServiceProvider Build(Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
        services.AddSingleton<IDocumentStore, RecordingStore>();
        configure(services);
        return services.BuildServiceProvider(validateScopes: true);
    }
}
