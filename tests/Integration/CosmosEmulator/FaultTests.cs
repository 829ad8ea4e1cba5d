using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
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

    private static Task<ItemResponse<JsonObject>> CreateAsync(Container container) =>
        container.CreateItemAsync(PointOperationTests.Cat("1", "Tom"), Oslo, cancellationToken: Token);
}
