using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Virga.Documents;

namespace Integration.Documents;

public sealed class TransferTests : IAsyncDisposable
{
    private const string EveryKind = """
        {"text":"Zoë \"Ø\" \u0001 \ud83d\ude3a","empty":"","whole":9007199254740991,"negative":-0.5,"tiny":5e-324,"huge":1.7976931348623157e308,"yes":true,"no":false,"nothing":null,
         "list":[1,"two",null,[],{}],"object":{"deep":{"deeper":[{"a":1}]}},"none":{},"bytes":"AAECAw==","exact":"123456789012345678901234567890"}
        """;

    private readonly EmbeddedStore _from = new();
    private readonly EmbeddedStore _to = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _from.DisposeAsync();
        await _to.DisposeAsync();
    }

    [Fact]
    public async Task A_container_comes_back_as_it_was_with_every_kind_of_value()
    {
        var store = Store(_from);
        for (var number = 0; number < 450; number++)
        {
            var body = (JsonObject)JsonNode.Parse(EveryKind)!;
            body["_model"] = number % 2 == 0 ? "thing" : "_record";
            body["number"] = number;
            await store.WriteAsync(StorePartition.Of($"p{number % 7}"), new StoreOperation.Create($"thing|{number}", body), null, Token);
        }

        using var file = new MemoryStream();
        var exported = await Transfer(_from).ExportAsync(file, cancellationToken: Token);
        file.Position = 0;
        var imported = await Transfer(_to).ImportAsync(file, cancellationToken: Token);

        Assert.Equal((450, 450, 0, 450), (exported.Documents, imported.Documents, imported.Failed, imported.Lines));
        Assert.Equal(await AllAsync(_from), await AllAsync(_to));
    }

    [Fact]
    public async Task Only_one_models_documents_are_exported_when_asked()
    {
        await PutAsync("cat|tom", "cat");
        await PutAsync("dog|rex", "dog");
        using var file = new MemoryStream();

        await Transfer(_from).ExportAsync(file, new ExportOptions { Model = "cat" }, cancellationToken: Token);

        Assert.Equal("cat|tom", (string?)JsonNode.Parse(Encoding.UTF8.GetString(file.ToArray()).Trim())!["id"]);
    }

    [Fact]
    public async Task What_would_have_expired_stays_away_and_the_rest_keeps_what_is_left_of_its_life()
    {
        var store = Store(_from);
        await store.WriteAsync(StorePartition.Of("p"), new StoreOperation.Create("a|short", new JsonObject()) { TimeToLive = TimeSpan.FromMinutes(10) }, null, Token);
        await store.WriteAsync(StorePartition.Of("p"), new StoreOperation.Create("a|long", new JsonObject()) { TimeToLive = TimeSpan.FromMinutes(60) }, null, Token);
        using var file = new MemoryStream();
        await Transfer(_from).ExportAsync(file, cancellationToken: Token);
        file.Position = 0;
        var later = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(30));

        var report = await _to.App(_ => { }, time: later).GetRequiredService<DocumentTransfer>().ImportAsync(file, cancellationToken: Token);

        Assert.Equal((1, 1), (report.Documents, report.Skipped));
        var read = (StoreReadResult.Found)await Store(_to).ReadAsync(StorePartition.Of("p"), "a|long", null, Token);
        Assert.InRange((int)JsonNode.Parse(read.Document.Body.Span)!["ttl"]!, 1500, 1800);
    }

    [Fact]
    public async Task Bad_lines_are_told_by_number_and_hold_up_nothing()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("""
            {"id":"a|1","_pk":"p"}
            not json

            {"_pk":"p"}
            {"id":"a|2"}
            {"id":"a|3","_pk":"p"}
            """));

        var report = await Transfer(_to).ImportAsync(file, cancellationToken: Token);

        Assert.Equal((2, 3, 6), (report.Documents, report.Failed, report.Lines));
        Assert.Equal([2, 4, 5], report.Failures.Select(failure => failure.Line).Order());
    }

    [Fact]
    public async Task An_import_goes_on_after_the_lines_it_was_done_with()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 10).Select(number => $$"""{"id":"a|{{number}}","_pk":"p"}"""));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(lines));

        var report = await Transfer(_to).ImportAsync(file, new ImportOptions { SkipLines = 7 }, cancellationToken: Token);

        Assert.Equal((3, 10), (report.Documents, report.Lines));
    }

    [Fact]
    public async Task Documents_that_are_there_are_written_over_or_kept_as_asked()
    {
        const string Line = """{"id":"cat|tom","_pk":"p","_model":"cat","name":"from the file"}""";
        await Store(_to).WriteAsync(StorePartition.Of("p"), new StoreOperation.Create("cat|tom", new JsonObject { ["name"] = "there" }), null, Token);

        var kept = await Transfer(_to).ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(Line)), new ImportOptions { KeepExisting = true }, cancellationToken: Token);
        Assert.Equal((0, 1, "there"), (kept.Documents, kept.Skipped, await NameAsync()));

        await Transfer(_to).ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(Line)), cancellationToken: Token);
        Assert.Equal("from the file", await NameAsync());
    }

    [Fact]
    public async Task Validation_leaves_out_what_the_models_do_not_take()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("""
            {"id":"parcel|1","_pk":"d","_model":"parcel","_key":"1","_v":2,"depot":"d","grams":5}
            {"id":"parcel|2","_pk":"d","_model":"parcel","_key":"2","_v":2,"depot":"d","grams":"much"}
            {"id":"other|1","_pk":"d","_model":"other","anything":1}
            """));

        var report = await _to.App(documents => documents.Add(Parcel.Model)).GetRequiredService<DocumentTransfer>()
            .ImportAsync(file, new ImportOptions { Validate = true }, cancellationToken: Token);

        Assert.Equal((2, 2L), (report.Documents, Assert.Single(report.Failures).Line));
    }

    private Task<StoredDocument?> PutAsync(string id, string model) => Store(_from).WriteAsync(StorePartition.Of("p"), new StoreOperation.Create(id, new JsonObject { ["_model"] = model }), null, Token);

    private async Task<string?> NameAsync() =>
        (string?)JsonNode.Parse(((StoreReadResult.Found)await Store(_to).ReadAsync(StorePartition.Of("p"), "cat|tom", null, Token)).Document.Body.Span)!["name"];

    private static async Task<List<string>> AllAsync(EmbeddedStore store)
    {
        using var file = new MemoryStream();
        await Transfer(store).ExportAsync(file, cancellationToken: Token);
        return [.. Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var document = (JsonObject)JsonNode.Parse(line)!;
            document.Remove("_ts");
            return document.ToJsonString();
        }).Order(StringComparer.Ordinal)];
    }

    private static IDocumentStore Store(EmbeddedStore store) => store.App(_ => { }).GetRequiredService<IDocumentStore>();

    private static DocumentTransfer Transfer(EmbeddedStore store) => store.App(_ => { }).GetRequiredService<DocumentTransfer>();
}
