using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Authorization;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class StreamTests
{
    private readonly Channel<int> _numbers = Channel.CreateUnbounded<int>();
    private readonly TaskCompletionSource _cancelled = new();

    [Fact]
    public async Task Each_line_goes_out_as_it_is_made()
    {
        await using var gateway = await StartAsync();
        using var response = await OpenAsync(gateway, "/api/lines", first: 1);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        var one = await lines.ReadLineAsync(TestContext.Current.CancellationToken);
        _numbers.Writer.TryWrite(2);
        var two = await lines.ReadLineAsync(TestContext.Current.CancellationToken);
        _numbers.Writer.Complete();

        Assert.Equal(("""{"number":1}""", """{"number":2}"""), (one, two));
        Assert.Null(await lines.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/x-ndjson; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Null(response.Headers.ETag);
    }

    [Fact]
    public async Task Events_have_type_id_and_data_and_silence_is_bridged()
    {
        await using var gateway = await StartAsync();
        using var response = await OpenAsync(gateway, "/api/events", first: 1);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        string?[] first = [await LineAsync(lines), await LineAsync(lines), await LineAsync(lines), await LineAsync(lines)];
        var silence = LineAsync(lines);
        await AdvanceUntil(gateway, silence);
        var comment = await silence;
        _numbers.Writer.Complete();

        Assert.Equal(["event: number", "id: 1", """data: {"number":1}""", ""], first);
        Assert.Equal(":", comment);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache, no-store", response.Headers.NonValidated["Cache-Control"].ToString());
    }

    [Theory]
    [InlineData("/api/lines")]
    [InlineData("/api/events")]
    public async Task A_client_that_leaves_cancels_the_source(string path)
    {
        await using var gateway = await StartAsync();
        var response = await OpenAsync(gateway, path, first: 1);
        var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await body.ReadExactlyAsync(new byte[5], TestContext.Current.CancellationToken);

        response.Dispose();

        await _cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("/api/broken-lines")]
    [InlineData("/api/broken-events")]
    public async Task What_fails_before_the_first_item_is_a_problem(string path)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", path);

        await response.ShouldBeProblem(HttpStatusCode.Conflict, "not-now");
    }

    [Fact]
    public async Task Lines_that_fail_midway_cut_the_connection()
    {
        await using var gateway = await StartAsync();
        using var response = await OpenAsync(gateway, "/api/lines", first: 1);

        _numbers.Writer.Complete(new GatewayException(409, "not-now", "Later."));

        await Assert.ThrowsAnyAsync<Exception>(() => response.TextAsync());
    }

    [Fact]
    public async Task Events_that_fail_midway_say_so_and_end()
    {
        await using var gateway = await StartAsync();
        using var response = await OpenAsync(gateway, "/api/events", first: 1);

        _numbers.Writer.Complete(new InvalidOperationException("secret"));
        var text = await response.TextAsync();

        var problem = JsonNode.Parse(text.Split("event: error\ndata: ")[1])!;
        Assert.Equal(("internal", 500), ((string?)problem["code"], (int)problem["status"]!));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Contains(gateway.Logs.Of("Virga.Gateway"), entry => entry.Exception is InvalidOperationException);
    }

    [Theory]
    [InlineData("/api/lines")]
    [InlineData("/api/events")]
    public async Task A_stream_ends_with_its_time_and_not_with_the_functions(string path)
    {
        await using var gateway = await StartAsync();
        using var response = await OpenAsync(gateway, path, first: 1);
        var rest = response.TextAsync();

        gateway.Time.Advance(TimeSpan.FromMinutes(16));

        try
        {
            Assert.DoesNotContain("error", await rest, StringComparison.Ordinal);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException)
        {
            Assert.Equal("/api/lines", path);
        }

        await _cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private Task<TestGateway> StartAsync() => TestGateway.StartAsync(
    [
        TestFunction.Of("Lines", "get head", "lines", [AllowAnonymous] (context) => Streams.Ndjson(Numbers())),
        TestFunction.Of("Events", "get head", "events", [AllowAnonymous] (context) => Streams.ServerSentEvents(Numbers(), "number", item => item.Number.ToString(CultureInfo.InvariantCulture))),
        TestFunction.Of("BrokenLines", "get head", "broken-lines", [AllowAnonymous] (context) => Streams.Ndjson(Broken())),
        TestFunction.Of("BrokenEvents", "get head", "broken-events", [AllowAnonymous] (context) => Streams.ServerSentEvents(Broken())),
    ]);

    private Task<HttpResponseMessage> OpenAsync(TestGateway gateway, string path, int first)
    {
        _numbers.Writer.TryWrite(first);
        return gateway.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Lets time pass, less than a stream may last.</summary>
    private static Task AdvanceUntil(TestGateway gateway, Task arrived)
    {
        var advances = 0;
        return Support.Eventually.True(
            () =>
            {
                if (!arrived.IsCompleted && advances++ < 50)
                {
                    gateway.Time.Advance(TimeSpan.FromSeconds(15));
                }

                return arrived.IsCompleted;
            },
            "a comment bridges the silence",
            cancellationToken: TestContext.Current.CancellationToken);
    }

    private static Task<string?> LineAsync(StreamReader lines) => lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();

    private async IAsyncEnumerable<Item> Numbers([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var number in _numbers.Reader.ReadAllAsync(cancellationToken))
            {
                yield return new Item(number);
            }
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _cancelled.TrySetResult();
            }
        }
    }

    private static async IAsyncEnumerable<Item> Broken()
    {
        if (DateTimeOffset.UnixEpoch.Year > 0)
        {
            throw new GatewayException(409, "not-now", "Later.");
        }

        await Task.Yield();
        yield return new Item(1);
    }

    private sealed record Item(int Number);
}
