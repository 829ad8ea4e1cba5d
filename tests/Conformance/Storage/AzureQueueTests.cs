using Conformance.Running;
using Virga.Notifications;

namespace Conformance.Storage;

[NeedsAzurite, Collection(AzuriteCollection.Name)]
public sealed class AzureQueueTests(AzuriteHarness harness) : QueueConformance(harness)
{
    [ConformanceFact]
    public async Task The_next_message_to_a_queue_that_somebody_deleted_makes_it_again()
    {
        var (name, token) = (harness.NewName(), TestContext.Current.CancellationToken);
        await harness.Queue.SendAsync(name, BinaryData.FromString("lost with the queue"), cancellationToken: token);
        await harness.Account.DeleteQueueAsync(name, token);
        Assert.Empty(await harness.Queue.ReceiveAsync(name, 1, TimeSpan.FromMinutes(1), token));

        var message = new NotificationMessage { MessageId = "m-1", Topic = "cats", Body = "news", Timestamp = DateTimeOffset.UnixEpoch };
        var sent = await new QueueChannel(harness.Queue).SendAsync(new ChannelMessage(name, message, BinaryData.FromString("news")) { SubscriptionId = "s-1" }, token);

        Assert.Same(ChannelResult.Delivered, sent);
        Assert.Equal("news", Assert.Single(await harness.Queue.ReceiveAsync(name, 32, TimeSpan.FromMinutes(1), token)).Body.ToString());
    }
}
