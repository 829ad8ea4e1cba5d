using Virga.Documents;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Batches to FIFO topics.</summary>
public sealed class FifoBatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_message_of_a_batch_has_its_sequence_number_and_groups_keep_the_batchs_order()
    {
        await using var world = new FifoWorld();

        var result = await world.Notifier.PublishBatchAsync("moves.fifo", [Entry("a", "g", 1), Entry("b", "h", 2), Entry("c", "g", 3)], Token);
        await world.RunAsync();

        Assert.Empty(result.Failed);
        Assert.Equal(["a", "b", "c"], result.Successful.Select(entry => entry.Id));
        Assert.Equal([1, 1, 2], result.Successful.Select(entry => int.Parse(entry.SequenceNumber!, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal([1, 3], world.Log.Of("first", "g"));
        Assert.Equal([2], world.Log.Of("first", "h"));
    }

    [Fact]
    public async Task A_message_that_fails_fails_the_later_ones_of_its_group_and_no_other()
    {
        await using var world = new FifoWorld();
        world.Store.BeforeTransaction = transaction =>
        {
            if (transaction.Operations.Any(operation => operation is StoreOperation.Create { Body: var body } && body.ToJsonString().Contains("stuck", StringComparison.Ordinal)))
            {
                throw new StoreUnavailableException("away");
            }
        };

        var result = await world.Notifier.PublishBatchAsync("moves.fifo", [Entry("a", "g", 1), Entry("b", "g", 2, "stuck"), Entry("c", "g", 3), Entry("d", "h", 4)], Token);
        world.Store.BeforeTransaction = null;
        await world.RunAsync();

        Assert.Equal(["a", "d"], result.Successful.Select(entry => entry.Id));
        Assert.Equal([("b", "store-unavailable", false), ("c", "store-unavailable", false)], result.Failed.Select(failure => (failure.Id, failure.Code, failure.SenderFault)));
        Assert.Equal([1], world.Log.Of("first", "g"));
    }

    [Fact]
    public async Task A_group_that_takes_no_more_is_told_of_its_messages_alone()
    {
        await using var world = new FifoWorld();
        world.Store.BeforeTransaction = transaction =>
        {
            if (transaction.Partition.Key.ToString().Contains("#g", StringComparison.Ordinal))
            {
                throw new TransactionFailedException(0, "counter", new ETagMismatchException("counter"));
            }
        };

        var result = await world.Notifier.PublishBatchAsync("moves.fifo", [Entry("a", "g", 1), Entry("b", "h", 2)], Token);

        Assert.Equal(["b"], result.Successful.Select(entry => entry.Id));
        Assert.Equal([("a", "group-busy", false)], result.Failed.Select(failure => (failure.Id, failure.Code, failure.SenderFault)));
    }

    [Fact]
    public async Task Any_number_of_messages_goes_in_order_too()
    {
        await using var world = new FifoWorld();

        var result = await world.Notifier.PublishAllAsync(Moves.Topic, Enumerable.Range(1, 230).Select(number => new Move("tom", number)), (move, message) => message.Group($"g{move.Number % 3}").Deduplication($"{move.Number}"), Token);
        await world.RunAsync();

        Assert.Equal(230, result.Successful.Count);
        foreach (var group in Enumerable.Range(0, 3))
        {
            Assert.Equal(Enumerable.Range(1, 230).Where(number => number % 3 == group), world.Log.Of("first", $"g{group}"));
        }
    }

    private static BatchEntry Entry(string id, string group, int number, string cat = "tom") =>
        new(id, $$"""{"cat":"{{cat}}","number":{{number}}}""") { Configure = message => message.Group(group).Deduplication(id) };
}
