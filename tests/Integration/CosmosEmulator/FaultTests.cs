using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Support;
using Virga.CosmosEmulator;

namespace Integration.CosmosEmulator;

public sealed class FaultTests : IAsyncDisposable
{
    private static readonly PartitionKey Oslo = new("oslo");
    private readonly EmulatorFixture _fixture = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_throttled_request_says_how_long_to_wait_and_the_next_one_is_answered()
    {
        var container = await _fixture.ContainerAsync();
        _fixture.Emulator.Faults.Next(CosmosFault.Throttled(TimeSpan.FromMilliseconds(7)));

        var exception = await Assert.ThrowsAsync<CosmosException>(() => CreateAsync(container));
        await CreateAsync(container);

        Assert.Equal((HttpStatusCode.TooManyRequests, 3200), (exception.StatusCode, exception.SubStatusCode));
        Assert.Equal(TimeSpan.FromMilliseconds(7), exception.RetryAfter);
    }

    [Fact]
    public async Task A_write_may_happen_and_not_be_heard_of()
    {
        var container = await _fixture.ContainerAsync();
        _fixture.Emulator.Faults.Next(CosmosFault.TimedOutAfterTheFact, times: 10, (method, _) => method == "POST");

        var exception = await Assert.ThrowsAsync<CosmosException>(() => CreateAsync(container));
        _fixture.Emulator.Faults.Clear();

        Assert.Equal(HttpStatusCode.RequestTimeout, exception.StatusCode);
        await PointOperationTests.RefusedAsync(HttpStatusCode.Conflict, 0, () => CreateAsync(container));
    }

    [Theory]
    [InlineData("429/3200; retry-after=10", 429, "3200", "10")]
    [InlineData("503", 503, null, null)]
    public async Task A_header_asks_for_a_fault(string header, int status, string? subStatus, string? retryAfter)
    {
        using var response = await _fixture.SendAsync("GET", "dbs", null, ("x-virga-fault", header));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(subStatus, response.Headers.TryGetValues("x-ms-substatus", out var values) ? values.Single() : null);
        Assert.Equal(retryAfter, response.Headers.TryGetValues("x-ms-retry-after-ms", out values) ? values.Single() : null);
    }

    [Fact]
    public async Task Each_fault_that_has_a_name_is_answered_as_it_says()
    {
        await AnsweredAsync(CosmosFault.Unavailable, 503, null);
        await AnsweredAsync(CosmosFault.TimedOut, 408, null);
        await AnsweredAsync(CosmosFault.RetryWith, 449, null);
        await AnsweredAsync(CosmosFault.RangeGone, 410, "1002");
        await AnsweredAsync(CosmosFault.StaleSession, 404, "1002");

        async Task AnsweredAsync(CosmosFault fault, int status, string? subStatus)
        {
            _fixture.Emulator.Faults.Next(fault, when: (_, _) => true);

            using var response = await _fixture.SendAsync("GET", "dbs", null);

            Assert.Equal((status, subStatus), ((int)response.StatusCode, response.Headers.TryGetValues("x-ms-substatus", out var values) ? values.Single() : null));
        }
    }

    [Fact]
    public async Task A_slow_answer_is_the_real_one_late()
    {
        var (start, delay) = (_fixture.Clock.GetUtcNow(), TimeSpan.FromHours(1));
        _fixture.Emulator.Faults.Next(CosmosFault.Slow(delay), when: (_, _) => true);

        var asked = _fixture.SendAsync("GET", "dbs", null);
        await Eventually.True(
            () =>
            {
                _fixture.Clock.Advance(TimeSpan.FromMinutes(20));
                return asked.IsCompleted;
            },
            "the answer", cancellationToken: Token);
        using var response = await asked;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(_fixture.Clock.GetUtcNow() - start >= delay);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_dropped_connection_is_an_HTTP_error_before_and_after_the_fact(bool afterTheFact, bool onPort)
    {
        await using var server = await CosmosEmulatorServer.StartAsync(_fixture.Emulator, new() { Port = 0 }, Token);
        var container = await _fixture.ContainerAsync();
        _fixture.Emulator.Faults.Next(afterTheFact ? CosmosFault.DroppedAfterTheFact : CosmosFault.Dropped, when: (method, _) => method == "POST");

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(onPort ? server.Address : null, HttpMethod.Post, "docs", $"dbs/db/colls/{container.Id}", "/docs", """{"id":"1","pk":"oslo"}"""));
        using var read = await container.ReadItemStreamAsync("1", Oslo, cancellationToken: Token);

        Assert.Equal(afterTheFact ? HttpStatusCode.OK : HttpStatusCode.NotFound, read.StatusCode);
    }

    [Fact]
    public async Task The_SDK_gets_over_a_dropped_connection()
    {
        var container = await _fixture.ContainerAsync();
        _fixture.Emulator.Faults.Next(CosmosFault.Dropped, when: (method, _) => method == "POST");

        var created = await CreateAsync(container);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_can_be_lost_within_an_answer(bool onPort)
    {
        await using var server = await CosmosEmulatorServer.StartAsync(_fixture.Emulator, new() { Port = 0 }, Token);

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(onPort ? server.Address : null, HttpMethod.Get, "", "", "", null, "drop=body"));
    }

    [Fact]
    public async Task A_session_beyond_what_there_is_is_not_available()
    {
        var container = await _fixture.ContainerAsync();
        var created = await CreateAsync(container);

        await PointOperationTests.RefusedAsync(HttpStatusCode.NotFound, 1002, () => container.ReadItemAsync<JsonObject>("1", Oslo, new() { SessionToken = "0:-1#999999" }, Token));
        var read = await container.ReadItemAsync<JsonObject>("1", Oslo, new() { SessionToken = created.Headers.Session }, Token);
        using var eventual = await container.ReadItemStreamAsync("1", Oslo, new() { SessionToken = "0:-1#999999", ConsistencyLevel = ConsistencyLevel.Eventual }, Token);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.OK, eventual.StatusCode);
    }

    [Fact]
    public async Task Consistency_beyond_the_accounts_is_refused()
    {
        var container = await _fixture.ContainerAsync();

        using var response = await _fixture.SendAsync(
            "GET", $"dbs/db/colls/{container.Id}/docs/1", null, ("x-ms-documentdb-partitionkey", """["oslo"]"""), ("x-ms-consistency-level", "Strong"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task An_answer_says_which_container_it_is_from_so_that_clients_know_whose_session_it_continues()
    {
        var container = await _fixture.ContainerAsync(configure: properties => properties.Id = "käse" + properties.Id);
        using var other = EmulatorFixture.Connect(_fixture.Emulator);
        await container.CreateItemAsync(PointOperationTests.Cat("tom", "Ann"), Oslo, cancellationToken: Token);
        _fixture.Emulator.Faults.ReplicaLag = 1;

        using var patched = await other.GetContainer("db", container.Id).PatchItemStreamAsync("tom", Oslo, [PatchOperation.Set("/name", "Tom")], cancellationToken: Token);

        Assert.Equal($"dbs/db/colls/{container.Id}", patched.Headers["x-ms-alt-content-path"]);
        Assert.Equal("Tom", (await other.GetContainer("db", container.Id).ReadItemAsync<JsonObject>("tom", Oslo, cancellationToken: Token)).Resource["name"]!.GetValue<string>());
        _fixture.Emulator.Faults.Clear();
    }

    [Fact]
    public async Task A_replica_that_lags_shows_what_was_there_and_all_to_who_asks_for_it()
    {
        var container = await _fixture.ContainerAsync();
        await container.CreateItemAsync(PointOperationTests.Cat("old", "Ann"), Oslo, cancellationToken: Token);
        await container.CreateItemAsync(PointOperationTests.Cat("gone", "Ann"), Oslo, cancellationToken: Token);
        _fixture.Emulator.Faults.ReplicaLag = 3;
        using var batch = await container.CreateTransactionalBatch(Oslo)
            .CreateItem(PointOperationTests.Cat("new", "Tom")).UpsertItem(PointOperationTests.Cat("old", "Tom")).ExecuteAsync(Token);
        await container.DeleteItemAsync<JsonObject>("gone", Oslo, cancellationToken: Token);
        using var other = EmulatorFixture.Connect(_fixture.Emulator);
        var lagging = other.GetContainer("db", container.Id);

        Assert.Equal(["gone Ann", "old Ann"], await NamesAsync(lagging));
        using (var read = await lagging.ReadItemStreamAsync("new", Oslo, cancellationToken: Token))
        {
            Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        }

        // The client that wrote asks for its own writes by its session token.
        Assert.Equal(["new Tom", "old Tom"], await NamesAsync(container));
        await container.UpsertItemAsync(PointOperationTests.Cat("3", "x"), Oslo, cancellationToken: Token);
        await container.UpsertItemAsync(PointOperationTests.Cat("4", "x"), Oslo, cancellationToken: Token);
        using var third = EmulatorFixture.Connect(_fixture.Emulator);
        Assert.Equal(["gone Ann", "new Tom", "old Tom"], await NamesAsync(third.GetContainer("db", container.Id)));
        _fixture.Emulator.Faults.Clear();
        Assert.Equal(["3 x", "4 x", "new Tom", "old Tom"], await NamesAsync(third.GetContainer("db", container.Id)));
    }

    private static async Task<IEnumerable<string>> NamesAsync(Container container)
    {
        using var iterator = container.GetItemQueryIterator<string>("SELECT VALUE CONCAT(c.id, ' ', c.name) FROM c", requestOptions: new() { PartitionKey = Oslo });
        return (await iterator.ReadNextAsync(Token)).Order(StringComparer.Ordinal).ToArray();
    }

    private async Task<HttpResponseMessage> SendAsync(Uri? server, HttpMethod method, string type, string link, string rest, string? body, string? fault = null)
    {
        using var http = server is null ? new HttpClient(_fixture.Emulator.CreateHandler()) : new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(server ?? Virga.CosmosEmulator.CosmosEmulator.Endpoint, link + rest)) { Content = body is null ? null : new StringContent(body) };
        var date = _fixture.Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(
            Convert.FromBase64String(CosmosEmulatorOptions.WellKnownKey), Encoding.UTF8.GetBytes($"{method.Method.ToLowerInvariant()}\n{type}\n{link}\n{date.ToLowerInvariant()}\n\n"));
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("authorization", Uri.EscapeDataString("type=master&ver=1.0&sig=" + Convert.ToBase64String(hash)));
        request.Headers.TryAddWithoutValidation("x-ms-documentdb-partitionkey", """["oslo"]""");
        if (fault is not null)
        {
            request.Headers.TryAddWithoutValidation("x-virga-fault", fault);
        }

        return await http.SendAsync(request, Token);
    }

    private static Task<ItemResponse<JsonObject>> CreateAsync(Container container) =>
        container.CreateItemAsync(PointOperationTests.Cat("1", "Tom"), Oslo, cancellationToken: Token);
}
