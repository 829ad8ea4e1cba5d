using System.Text.Json.Nodes;
using Conformance.Running;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>What every <see cref="IDocumentStore"/> does with one document.</summary>
public abstract class CrudConformance(StoreHarness harness) : StoreConformance(harness)
{
    private static readonly StoreWriteOptions WithBody = new() { ReturnBody = true };

    [ConformanceFact]
    public async Task A_created_document_reads_back_as_written_with_its_envelope()
    {
        var content = JsonNode.Parse("""{"name":"Tom \"the\" cat / O'Malley \u00e9 😀","age":3,"weight":4.25,"wild":false,"gone":null,"tags":["a",{"b":[]}],"home":{"city":"oslo"}}""")!.AsObject();
        var body = (JsonObject)content.DeepClone();
        body[EnvelopeNames.Model] = "cat";

        var created = await WriteAsync(new StoreOperation.Create(Id("tom"), body));
        var read = (await FindAsync("tom"))!;

        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal(Id("tom"), read.Id);
        Assert.True(JsonNode.DeepEquals(content, StoreHarness.Content(read)), StoreHarness.Content(read).ToJsonString());
        var stored = JsonNode.Parse(read.Body.Span)!;
        Assert.Equal(Id("tom"), (string?)stored[EnvelopeNames.Id]);
        Assert.Equal(Partition.Key[0], (string?)stored[EnvelopeNames.Partition]);
        Assert.Equal("cat", (string?)stored[EnvelopeNames.Model]);
    }

    [ConformanceFact]
    public async Task An_etag_is_opaque_without_quotes_and_changes_with_every_write()
    {
        var first = await CreateAsync("tom");
        var second = await WriteAsync(new StoreOperation.Replace(Id("tom"), Body()));

        Assert.NotEmpty(first.ETag);
        Assert.DoesNotContain('"', first.ETag);
        Assert.NotEqual(first.ETag, second.ETag);
    }

    [ConformanceFact]
    public async Task The_body_given_stays_as_it_is()
    {
        var body = Body(("age", 3));
        var before = body.ToJsonString();

        await WriteAsync(new StoreOperation.Create(Id("tom"), body) { TimeToLive = TimeSpan.FromMinutes(1) });

        Assert.Equal(before, body.ToJsonString());
    }

    [ConformanceFact]
    public async Task Creating_what_exists_is_refused()
    {
        await CreateAsync("tom", ("age", 3));

        await Assert.ThrowsAsync<DocumentExistsException>(() => CreateAsync("tom", ("age", 4)));

        Assert.Equal(3, (int?)(await ContentAsync("tom"))["age"]);
    }

    [ConformanceFact]
    public async Task A_missing_document_reads_as_missing() =>
        Assert.IsType<StoreReadResult.Missing>(await Store.ReadAsync(Partition, Id("none"), cancellationToken: Stop));

    [ConformanceFact]
    public async Task An_upsert_writes_new_or_not()
    {
        await WriteAsync(new StoreOperation.Upsert(Id("tom"), Body(("age", 3))));
        await WriteAsync(new StoreOperation.Upsert(Id("tom"), Body(("mood", "wild"))));

        Assert.Equal("""{"mood":"wild"}""", (await ContentAsync("tom")).ToJsonString());
    }

    [ConformanceFact]
    public async Task An_upsert_with_a_version_does_not_create()
    {
        var etag = (await CreateAsync("tom")).ETag;
        await WriteAsync(new StoreOperation.Upsert(Id("tom"), Body(("age", 1))) { IfMatch = etag });

        await Assert.ThrowsAsync<ETagMismatchException>(() => WriteAsync(new StoreOperation.Upsert(Id("tom"), Body(("age", 2))) { IfMatch = etag }));
        var missing = await Assert.ThrowsAnyAsync<StoreException>(() => WriteAsync(new StoreOperation.Upsert(Id("none"), Body()) { IfMatch = etag }));

        Assert.True(missing is DocumentNotFoundException or ETagMismatchException, missing.GetType().Name);
        Assert.Null(await FindAsync("none"));
        Assert.Equal(1, (int?)(await ContentAsync("tom"))["age"]);
    }

    [ConformanceFact]
    public async Task A_replacement_needs_the_document()
    {
        await Assert.ThrowsAsync<DocumentNotFoundException>(() => WriteAsync(new StoreOperation.Replace(Id("tom"), Body())));

        Assert.Null(await FindAsync("tom"));
    }

    [ConformanceFact]
    public async Task A_stale_version_is_refused_by_every_write()
    {
        var stale = (await CreateAsync("tom", ("age", 1))).ETag;
        await WriteAsync(new StoreOperation.Replace(Id("tom"), Body(("age", 2))));

        await Assert.ThrowsAsync<ETagMismatchException>(() => WriteAsync(new StoreOperation.Replace(Id("tom"), Body(("age", 3))) { IfMatch = stale }));
        await Assert.ThrowsAsync<ETagMismatchException>(() => WriteAsync(new StoreOperation.Patch(Id("tom"), [Set("age", 3)]) { IfMatch = stale }));
        await Assert.ThrowsAsync<ETagMismatchException>(() => WriteAsync(new StoreOperation.Delete(Id("tom")) { IfMatch = stale }));

        Assert.Equal(2, (int?)(await ContentAsync("tom"))["age"]);
    }

    [ConformanceFact]
    public async Task The_current_version_is_accepted_by_every_write()
    {
        var etag = (await CreateAsync("tom")).ETag;
        etag = (await WriteAsync(new StoreOperation.Replace(Id("tom"), Body(("age", 1))) { IfMatch = etag })).ETag;
        etag = (await WriteAsync(new StoreOperation.Patch(Id("tom"), [Set("age", 2)]) { IfMatch = etag })).ETag;
        etag = (await WriteAsync(new StoreOperation.Upsert(Id("tom"), Body(("age", 3))) { IfMatch = etag })).ETag;

        Assert.Equal(etag, (await FindAsync("tom"))?.ETag);
        Assert.Null(await Store.WriteAsync(Partition, new StoreOperation.Delete(Id("tom")) { IfMatch = etag }, cancellationToken: Stop));
        Assert.Null(await FindAsync("tom"));
    }

    [ConformanceFact]
    public async Task Deleting_again_finds_nothing()
    {
        await CreateAsync("tom");
        await Store.WriteAsync(Partition, new StoreOperation.Delete(Id("tom")), cancellationToken: Stop);

        await Assert.ThrowsAsync<DocumentNotFoundException>(() => Store.WriteAsync(Partition, new StoreOperation.Delete(Id("tom")), cancellationToken: Stop));
    }

    [ConformanceFact]
    public async Task A_read_with_the_current_version_says_that_nothing_changed()
    {
        var etag = (await CreateAsync("tom")).ETag;
        var options = new StoreReadOptions { IfNoneMatch = etag };

        Assert.IsType<StoreReadResult.NotModified>(await Store.ReadAsync(Partition, Id("tom"), options, Stop));
        await WriteAsync(new StoreOperation.Replace(Id("tom"), Body()));

        Assert.IsType<StoreReadResult.Found>(await Store.ReadAsync(Partition, Id("tom"), options, Stop));
        Assert.IsType<StoreReadResult.Missing>(await Store.ReadAsync(Partition, Id("none"), options, Stop));
    }

    [ConformanceFact]
    public async Task A_write_gives_the_body_back_only_when_asked()
    {
        var silent = await CreateAsync("tom", ("age", 3));
        var told = (await Store.WriteAsync(Partition, new StoreOperation.Patch(Id("tom"), [Set("mood", "calm")]), WithBody, Stop))!;

        Assert.True(silent.Body.IsEmpty);
        Assert.Equal("""{"age":3,"mood":"calm"}""", StoreHarness.Content(told).ToJsonString());
        Assert.Equal(Id("tom"), told.Id);
    }

    [ConformanceFact]
    public async Task The_same_id_in_another_partition_is_another_document()
    {
        var other = Harness.NewPartition();
        await CreateAsync("tom", ("age", 1));
        await WriteAsync(new StoreOperation.Create(Id("tom"), Body(("age", 2))), other);

        await Store.WriteAsync(Partition, new StoreOperation.Delete(Id("tom")), cancellationToken: Stop);

        Assert.Null(await FindAsync("tom"));
        Assert.Equal(2, (int?)(await ContentAsync("tom", other))["age"]);
    }

    [ConformanceTheory]
    [InlineData("a/b\\c?d#e%f|g")]
    [InlineData("space and 'quotes' \"both\"")]
    [InlineData("søt-katt-😀")]
    [InlineData("..")]
    [InlineData("+&=;,:@")]
    public async Task Any_key_names_a_document(string key)
    {
        await CreateAsync(key, ("age", 3));
        await WriteAsync(new StoreOperation.Patch(Id(key), [Set("age", 4)]));

        Assert.Equal(4, (int?)(await ContentAsync(key))["age"]);
        Assert.Equal(key, Assert.Single(Keys(await QueryAsync(Query()))));
        await Store.WriteAsync(Partition, new StoreOperation.Delete(Id(key)), cancellationToken: Stop);
        Assert.Null(await FindAsync(key));
    }

    [ConformanceTheory]
    [InlineData("søt \"katt\" 😀 \\ / ? # %")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task Any_text_is_a_partition(string text)
    {
        var partition = StorePartition.Of($"{text} {Guid.NewGuid():n}");
        await WriteAsync(new StoreOperation.Create(Id("tom"), Body(("age", 3))), partition);

        Assert.Equal(3, (int?)(await ContentAsync("tom", partition))["age"]);
        Assert.Single(await QueryAsync(new StoreQuery(partition.Container, partition.Key)));
    }

    [ConformanceFact]
    public async Task A_time_to_live_is_stored_in_whole_seconds()
    {
        var body = Body();

        await WriteAsync(new StoreOperation.Create(Id("tom"), body) { TimeToLive = TimeSpan.FromHours(2) });
        await WriteAsync(new StoreOperation.Create(Id("kit"), body));

        Assert.Equal(7200, (int?)JsonNode.Parse((await FindAsync("tom"))!.Body.Span)![EnvelopeNames.TimeToLive]);
        Assert.Null(JsonNode.Parse((await FindAsync("kit"))!.Body.Span)![EnvelopeNames.TimeToLive]);
    }

    [ConformanceTheory]
    [InlineData(EnvelopeNames.Id)]
    [InlineData(EnvelopeNames.Partition)]
    [InlineData(EnvelopeNames.TimeToLive)]
    public async Task A_body_with_what_the_store_writes_is_refused(string name)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => CreateAsync("tom", (name, "x")));

        Assert.True(refusal is StoreRequestException or ArgumentException, refusal.GetType().Name);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    [ConformanceFact]
    public async Task A_document_over_2_MiB_is_refused() =>
        await Assert.ThrowsAsync<DocumentTooLargeException>(() => CreateAsync("tom", ("text", new string('x', StoreLimits.DocumentBytes))));

    [ConformanceFact]
    public async Task A_cancelled_call_says_so()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ReadAsync(Partition, Id("tom"), cancellationToken: stopped.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync(Partition, new StoreOperation.Create(Id("tom"), Body()), cancellationToken: stopped.Token));
        Assert.Null(await FindAsync("tom"));
    }

    [ConformanceFact]
    public async Task Every_answer_says_what_it_cost()
    {
        var written = await CreateAsync("tom");
        var page = await Store.QueryAsync(Query(), Stop);

        Assert.True(written.RequestCharge > 0);
        Assert.True((await FindAsync("tom"))!.RequestCharge > 0);
        Assert.True(page.RequestCharge > 0);
        Assert.True((await TransactAsync(new StoreOperation.Upsert(Id("tom"), Body()))).RequestCharge > 0);
    }

    [ConformanceFact]
    public async Task A_read_that_carries_a_writes_session_sees_the_write()
    {
        var written = await CreateAsync("tom");
        Assert.NotNull(written.SessionToken);

        var read = await Store.ReadAsync(Partition, Id("tom"), new StoreReadOptions { SessionToken = written.SessionToken }, Stop);
        var page = await Store.QueryAsync(Query() with { SessionToken = written.SessionToken }, Stop);

        Assert.Equal(written.ETag, Assert.IsType<StoreReadResult.Found>(read).Document.ETag);
        Assert.Single(page.Documents);
    }
}
