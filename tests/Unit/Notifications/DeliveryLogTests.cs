using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Support;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>SNS's delivery status records in the log.</summary>
public sealed class DeliveryLogTests : IDisposable
{
    private readonly LogRecorder _recorder = new();
    private readonly ILoggerFactory _loggers;

    public DeliveryLogTests() => _loggers = LoggerFactory.Create(logging => logging.AddProvider(_recorder));

    public void Dispose()
    {
        _loggers.Dispose();
        _recorder.Dispose();
    }

    [Fact]
    public void A_failure_is_always_logged_as_SNS_writes_it()
    {
        Log(sampleRate: 0).Failed(Of("m-1"), AttemptResult.Of(new WebhookResponse(404)));

        var entry = Assert.Single(_recorder.Entries);
        Assert.Equal((LogLevel.Warning, typeof(DeliveryLog).FullName), (entry.Level, entry.Category));
        using var json = JsonDocument.Parse(entry.Text);
        Assert.Equal("FAILURE", json.RootElement.GetProperty("status").GetString());
        var (notification, delivery) = (json.RootElement.GetProperty("notification"), json.RootElement.GetProperty("delivery"));
        Assert.Equal(("m-1", "cats"), (notification.GetProperty("messageId").GetString(), notification.GetProperty("topic").GetString()));
        Assert.Equal(("s-1", "HTTP 404", 404), (delivery.GetProperty("destination").GetString(), delivery.GetProperty("providerResponse").GetString(), delivery.GetProperty("statusCode").GetInt32()));
        Assert.Equal((3, 1500), (delivery.GetProperty("attempts").GetInt32(), delivery.GetProperty("dwellTimeMs").GetInt32()));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(25, 150, 350)]
    [InlineData(100, 1000, 1000)]
    public void Of_the_successes_a_share_is_logged_message_by_message(int sampleRate, int from, int to)
    {
        var log = Log(sampleRate);
        for (var number = 0; number < 1000; number++)
        {
            log.Delivered(Of($"m-{number}"), AttemptResult.Success, rate: null);
        }

        var logged = _recorder.Entries.Select(entry => entry.Text).ToList();
        Assert.InRange(logged.Count, from, to);
        for (var number = 0; number < 1000; number++)
        {
            log.Delivered(Of($"m-{number}"), AttemptResult.Success, rate: null);
        }

        Assert.Equal(logged, _recorder.Entries.Skip(logged.Count).Select(entry => entry.Text)); // the same messages again
    }

    private DeliveryLog Log(int sampleRate) =>
        new(Options.Create(new NotificationsOptions { SuccessSampleRate = sampleRate }), new FakeTimeProvider(Messages.Now.AddSeconds(1.5)), _loggers.CreateLogger<DeliveryLog>());

    private static Delivery Of(string messageId) =>
        new() { Recipient = "s-1", Attempt = 3, Message = new NotificationMessage { MessageId = messageId, Topic = "cats", Body = "x", Timestamp = Messages.Now } };
}
