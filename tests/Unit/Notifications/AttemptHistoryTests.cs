using Microsoft.Extensions.Time.Testing;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class AttemptHistoryTests
{
    private readonly AttemptHistory _history = new(new FakeTimeProvider(Messages.Now));

    [Fact]
    public void An_attempt_is_kept_with_what_it_came_to()
    {
        var outcome = new DeliveryOutcome.Retry(TimeSpan.FromSeconds(20), "HTTP 503");

        _history.Add(Of("m-1") with { Attempt = 2 }, outcome);
        _history.Add(Of("m-2"), new DeliveryOutcome.Delivered());

        Assert.Equal([new RecordedAttempt("m-1", "cats", "sub", 2, Messages.Now, outcome)], _history.Of("m-1"));
    }

    [Fact]
    public void Only_the_last_5000_are_kept()
    {
        for (var i = 0; i < 5001; i++)
        {
            _history.Add(Of($"m-{i}"), new DeliveryOutcome.Delivered());
        }

        Assert.Equal(5000, _history.All().Count);
        Assert.Equal("m-1", _history.All()[0].MessageId);
    }

    [Fact]
    public void Confirmation_messages_are_nobodys_messages()
    {
        _history.Add(Of("m-1") with { Kind = DeliveryKind.SubscriptionConfirmation }, new DeliveryOutcome.Delivered());

        Assert.Empty(_history.All());
    }

    private static Delivery Of(string messageId) =>
        new() { Recipient = "sub", Message = new NotificationMessage { MessageId = messageId, Topic = "cats", Body = "{}", Timestamp = Messages.Now } };
}
