using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Virga.EventGrid;
using Virga.Notifications;

namespace Integration.EventGrid;

public sealed class TransportTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task An_event_arrives_as_the_CloudEvent_that_was_sent()
    {
        await using var grid = new Grid();
        grid.Local.Subscribe(new LocalSubscription("deliver", grid.Recorder()));
        grid.Local.Start();
        var time = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

        await grid.Transport().SendAsync([new RoutedEvent("m-1", "cat-adopted", new BinaryData("""{"to":["s-1"],"body":"æ<b>"}"""), time, Trace)], TestContext.Current.CancellationToken);

        await Grid.Until(() => grid.Received.Count == 1, "the event is delivered");
        var received = grid.Received.Single();
        Assert.Equal("m-1", received.GetProperty("id").GetString());
        Assert.Equal("1.0", received.GetProperty("specversion").GetString());
        Assert.Equal("/topics/cat-adopted", received.GetProperty("source").GetString());
        Assert.Equal(RoutedEvent.CloudEventType, received.GetProperty("type").GetString());
        Assert.Equal(time, received.GetProperty("time").GetDateTimeOffset());
        Assert.Equal(Trace, received.GetProperty("traceparent").GetString());
        Assert.Equal("""{"to":["s-1"],"body":"æ<b>"}""", received.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task No_events_make_no_request()
    {
        var service = new FakeService(_ => HttpStatusCode.OK);

        await Grid.TransportOver(service).SendAsync([], TestContext.Current.CancellationToken);

        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Requests_are_cut_by_encoded_bytes_and_lose_no_event()
    {
        var service = new FakeService(_ => HttpStatusCode.OK);
        var events = Enumerable.Range(0, 9).Select(index => Event($"{index}", 300_000)).ToList();

        await Grid.TransportOver(service).SendAsync(events, TestContext.Current.CancellationToken);

        Assert.Equal(3, service.Requests.Count);
        Assert.All(service.Requests, body => Assert.InRange(body.Length, 1, 1_000_000));
        Assert.Equal(Enumerable.Range(0, 9).Select(index => $"{index}"), service.Ids);
    }

    [Fact]
    public async Task Requests_hold_at_most_a_thousand_events()
    {
        var service = new FakeService(_ => HttpStatusCode.OK);

        await Grid.TransportOver(service).SendAsync([.. Enumerable.Range(0, 2001).Select(index => Event($"{index}", 10))], TestContext.Current.CancellationToken);

        Assert.Equal(3, service.Requests.Count);
        Assert.Equal(2001, service.Ids.Distinct().Count());
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_halved_until_it_fits()
    {
        var service = new FakeService(body => body.Length > 2_000 ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.OK);

        await Grid.TransportOver(service).SendAsync([.. Enumerable.Range(0, 10).Select(index => Event($"{index}", 400))], TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 10).Select(index => $"{index}"), service.Ids);
    }

    [Fact]
    public async Task One_event_that_is_too_large_by_itself_is_refused_for_good()
    {
        await using var grid = new Grid();

        var error = await Assert.ThrowsAsync<EventTransportException>(() => grid.Transport().SendAsync([Event("big", 1_200_000)], TestContext.Current.CancellationToken));

        Assert.False(error.IsTransient);
        Assert.Contains("413", error.Message, StringComparison.Ordinal);
        Assert.Equal("big", Assert.Single(error.Refused).Id);
    }

    [Fact]
    public async Task An_event_that_is_too_large_holds_up_no_other()
    {
        var service = new FakeService(body => body.Length > 2_000 ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.OK);
        var events = Enumerable.Range(0, 10).Select(index => Event($"{index}", index == 4 ? 3_000 : 400)).ToList();

        var error = await Assert.ThrowsAsync<EventTransportException>(() => Grid.TransportOver(service).SendAsync(events, TestContext.Current.CancellationToken));

        Assert.Equal("4", Assert.Single(error.Refused).Id);
        Assert.Equal(["0", "1", "2", "3", "5", "6", "7", "8", "9"], service.Ids);
    }

    [Fact]
    public async Task Only_the_request_that_failed_is_sent_again()
    {
        var answers = 0;
        var service = new FakeService(_ => Interlocked.Increment(ref answers) == 2 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);

        await Grid.TransportOver(service).SendAsync([.. Enumerable.Range(0, 9).Select(index => Event($"{index}", 300_000))], TestContext.Current.CancellationToken);

        Assert.Equal(4, service.Requests.Count);
        Assert.Equal(Enumerable.Range(0, 9).Select(index => $"{index}"), service.Ids);
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(413, false)]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(404, true)]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    public async Task Only_what_is_wrong_with_the_events_themselves_is_not_transient(int status, bool isTransient)
    {
        var service = new FakeService(_ => (HttpStatusCode)status);

        var error = await Assert.ThrowsAsync<EventTransportException>(() => Grid.TransportOver(service).SendAsync([Event("1", 10)], TestContext.Current.CancellationToken));

        Assert.Equal(isTransient, error.IsTransient);
    }

    [Fact]
    public async Task Retries_are_bounded()
    {
        var service = new FakeService(_ => HttpStatusCode.ServiceUnavailable);

        await Assert.ThrowsAsync<EventTransportException>(() => Grid.TransportOver(service, options => options.MaximumRetries = 2).SendAsync([Event("1", 10)], TestContext.Current.CancellationToken));

        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task A_broken_connection_and_a_silent_service_are_transient()
    {
        var broken = new FakeService(_ => throw new HttpRequestException("no connection"));
        var silent = new FakeService(_ => null);

        var first = await Assert.ThrowsAsync<EventTransportException>(() => Grid.TransportOver(broken).SendAsync([Event("1", 10)], TestContext.Current.CancellationToken));
        var second = await Assert.ThrowsAsync<EventTransportException>(
            () => Grid.TransportOver(silent, options => (options.RequestTimeout, options.MaximumRetries) = (TimeSpan.FromMilliseconds(30), 1)).SendAsync([Event("1", 10)], TestContext.Current.CancellationToken));

        Assert.True(first.IsTransient);
        Assert.True(second.IsTransient);
    }

    [Fact]
    public async Task A_cancelled_caller_gets_a_cancellation()
    {
        using var cancelled = new CancellationTokenSource();
        var silent = new FakeService(_ =>
        {
            cancelled.Cancel();
            return null;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Grid.TransportOver(silent).SendAsync([Event("1", 10)], cancelled.Token));
    }

    [Fact]
    public async Task Data_that_is_not_JSON_is_the_callers_fault()
    {
        var service = new FakeService(_ => HttpStatusCode.OK);

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => Grid.TransportOver(service).SendAsync([new RoutedEvent("m-9", "t", new BinaryData("{oops"), DateTimeOffset.UnixEpoch, null)], TestContext.Current.CancellationToken));

        Assert.Contains("m-9", error.Message, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    private static RoutedEvent Event(string id, int bytes) =>
        new(id, "cats", new BinaryData($"\"{new string('x', bytes)}\""), DateTimeOffset.UnixEpoch, null);

    /// <summary>Stands for the service where the local one is too good: answers by the body; null for never.</summary>
    private sealed class FakeService(Func<byte[], HttpStatusCode?> answer) : HttpMessageHandler
    {
        private readonly ConcurrentQueue<byte[]> _accepted = new();

        public ConcurrentQueue<byte[]> Requests { get; } = new();

        public IEnumerable<string> Ids => _accepted.SelectMany(body => JsonDocument.Parse(body).RootElement.EnumerateArray().Select(item => item.GetProperty("id").GetString()!));

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("?api-version=2018-01-01", request.RequestUri!.Query);
            Assert.Equal("application/cloudevents-batch+json", request.Content!.Headers.ContentType!.MediaType);
            var body = await request.Content.ReadAsByteArrayAsync(cancellationToken);
            Requests.Enqueue(body);
            if (answer(body) is not { } status)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                throw new InvalidOperationException("It never answers.");
            }

            if (status == HttpStatusCode.OK)
            {
                _accepted.Enqueue(body);
            }

            return new HttpResponseMessage(status) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        }
    }
}
