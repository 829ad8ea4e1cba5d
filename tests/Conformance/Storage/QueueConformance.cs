using Conformance.Running;
using Support;
using Virga.Notifications;

namespace Conformance.Storage;

/// <summary>What every <see cref="IMessageQueue"/> does.</summary>
public abstract class QueueConformance(StorageHarness harness)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IMessageQueue Queue => harness.Queue;

    [ConformanceFact]
    public async Task A_message_comes_out_as_it_went_in()
    {
        var queue = harness.NewName();
        byte[] body = [0, 1, 0xC3, 0x28, 255, 10];

        await Queue.SendAsync(queue, BinaryData.FromBytes(body), cancellationToken: Stop);
        var message = Assert.Single(await Queue.ReceiveAsync(queue, 32, Minute, Stop));

        Assert.Equal(body, message.Body.ToArray());
        Assert.Equal(1, message.DequeueCount);
        Assert.NotEmpty(message.Id);
        Assert.NotEmpty(message.Receipt);
    }

    [ConformanceFact]
    public async Task A_received_message_is_hidden_from_others_until_its_visibility_has_passed()
    {
        var queue = harness.NewName();
        await SendAsync(queue, "a");

        var first = await ReceiveOneAsync(queue, Moment);
        Assert.Empty(await Queue.ReceiveAsync(queue, 1, Minute, Stop));
        var second = await EventuallyReceiveAsync(queue);

        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.Receipt, second.Receipt);
        Assert.Equal(2, second.DequeueCount);
        Assert.Equal(first.InsertedOn, second.InsertedOn);
    }

    [ConformanceFact]
    public async Task A_delayed_message_is_hidden_until_its_time()
    {
        var queue = harness.NewName();

        await SendAsync(queue, "later", TimeSpan.FromSeconds(2));

        Assert.Empty(await Queue.ReceiveAsync(queue, 1, Minute, Stop));
        Assert.Equal(1, await Queue.CountAsync(queue, Stop));
        Assert.Equal("later", (await EventuallyReceiveAsync(queue)).Body.ToString());
    }

    [ConformanceFact]
    public async Task A_deleted_message_is_gone()
    {
        var queue = harness.NewName();
        await SendAsync(queue, "a");
        var message = await ReceiveOneAsync(queue, Minute);

        Assert.True(await Queue.DeleteAsync(queue, message, Stop));

        Assert.False(await Queue.DeleteAsync(queue, message, Stop));
        Assert.False(await Queue.ReleaseAsync(queue, message, TimeSpan.Zero, Stop));
        Assert.Equal(0, await Queue.CountAsync(queue, Stop));
    }

    [ConformanceFact]
    public async Task A_released_message_is_visible_again_and_its_receipt_no_longer_good()
    {
        var queue = harness.NewName();
        await SendAsync(queue, "a");
        var first = await ReceiveOneAsync(queue, Minute);

        Assert.True(await Queue.ReleaseAsync(queue, first, TimeSpan.Zero, Stop));
        var second = await ReceiveOneAsync(queue, Minute);

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(2, second.DequeueCount);
        Assert.False(await Queue.DeleteAsync(queue, first, Stop));
        Assert.True(await Queue.DeleteAsync(queue, second, Stop));
    }

    [ConformanceFact]
    public async Task A_message_released_with_a_delay_stays_hidden_for_that_long()
    {
        var queue = harness.NewName();
        await SendAsync(queue, "a");

        Assert.True(await Queue.ReleaseAsync(queue, await ReceiveOneAsync(queue, Minute), TimeSpan.FromSeconds(2), Stop));

        Assert.Empty(await Queue.ReceiveAsync(queue, 1, Minute, Stop));
        Assert.Equal("a", (await EventuallyReceiveAsync(queue)).Body.ToString());
    }

    [ConformanceFact]
    public async Task Who_lost_a_message_to_another_can_no_longer_delete_it()
    {
        var queue = harness.NewName();
        await SendAsync(queue, "a");
        var late = await ReceiveOneAsync(queue, Moment);
        await EventuallyReceiveAsync(queue);

        Assert.False(await Queue.DeleteAsync(queue, late, Stop));
        Assert.False(await Queue.ReleaseAsync(queue, late, TimeSpan.Zero, Stop));
        Assert.Equal(1, await Queue.CountAsync(queue, Stop));
    }

    [ConformanceFact]
    public async Task No_message_is_received_twice_by_receivers_side_by_side()
    {
        var queue = harness.NewName();
        for (var number = 0; number < 40; number++)
        {
            await SendAsync(queue, $"{number}");
        }

        var received = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Queue.ReceiveAsync(queue, 5, Minute, Stop), Stop)));

        var bodies = received.SelectMany(batch => batch).Select(message => message.Body.ToString()).ToList();
        Assert.Equal(bodies.Count, bodies.Distinct().Count());
        Assert.All(received, batch => Assert.True(batch.Count <= 5));
    }

    [ConformanceFact]
    public async Task Queues_do_not_mix()
    {
        var (one, other) = (harness.NewName(), harness.NewName());
        await SendAsync(one, "a");
        var message = await ReceiveOneAsync(one, Minute);

        Assert.Empty(await Queue.ReceiveAsync(other, 1, Minute, Stop));
        Assert.False(await Queue.DeleteAsync(other, message, Stop));
        Assert.Equal(0, await Queue.CountAsync(other, Stop));
    }

    [ConformanceFact]
    public async Task A_message_of_48_KiB_fits_and_one_byte_more_does_not()
    {
        var queue = harness.NewName();

        await Queue.SendAsync(queue, BinaryData.FromBytes(new byte[QueueLimits.MessageBytes]), cancellationToken: Stop);

        await Assert.ThrowsAsync<ArgumentException>(() => Queue.SendAsync(queue, BinaryData.FromBytes(new byte[QueueLimits.MessageBytes + 1]), cancellationToken: Stop));
        Assert.Equal(QueueLimits.MessageBytes, (await ReceiveOneAsync(queue, Minute)).Body.ToMemory().Length);
    }

    [ConformanceFact]
    public async Task Delays_visibilities_and_counts_out_of_bounds_are_refused()
    {
        var queue = harness.NewName();
        await SendAsync(queue, "week", QueueLimits.MaximumDelay);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SendAsync(queue, "a", QueueLimits.MaximumDelay + Moment));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SendAsync(queue, "a", -Moment));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.ReceiveAsync(queue, 0, Minute, Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.ReceiveAsync(queue, 33, Minute, Stop));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.ReceiveAsync(queue, 1, TimeSpan.Zero, Stop));
        Assert.Empty(await Queue.ReceiveAsync(queue, 32, QueueLimits.MaximumDelay, Stop));
    }

    [ConformanceTheory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("two--dashes")]
    [InlineData("-first")]
    [InlineData("last-")]
    [InlineData("under_score")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_name_Azure_Storage_would_refuse_is_refused(string queue)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(queue, "a"));
        await Assert.ThrowsAsync<ArgumentException>(() => Queue.ReceiveAsync(queue, 1, Minute, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Queue.CountAsync(queue, Stop));
    }

    private Task SendAsync(string queue, string body, TimeSpan delay = default) => Queue.SendAsync(queue, BinaryData.FromString(body), delay, Stop);

    private async Task<QueuedMessage> ReceiveOneAsync(string queue, TimeSpan visibility) =>
        Assert.Single(await Queue.ReceiveAsync(queue, 1, visibility, Stop));

    private Task<QueuedMessage> EventuallyReceiveAsync(string queue) => Eventually.Value(
        async () =>
        {
            harness.PassASecond();
            return (await Queue.ReceiveAsync(queue, 1, Minute, Stop)).SingleOrDefault();
        },
        $"a message of {queue}", cancellationToken: Stop);
}
