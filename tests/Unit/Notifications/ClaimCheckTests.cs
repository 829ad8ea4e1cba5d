using Virga.Notifications;

namespace Unit.Notifications;

public sealed class ClaimCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_blob_goes_once_nothing_under_way_can_name_it_and_not_before()
    {
        await using var app = new TestApp();
        var claims = app.Get<ClaimChecks>();
        var first = await claims.PutAsync(Message("first"), Token);
        app.Time.Advance(TimeSpan.FromDays(3));
        var second = await claims.PutAsync(Message("second"), Token);

        app.Time.Advance(ClaimChecks.Keep - TimeSpan.FromDays(4));
        Assert.Equal(0, await app.Get<ClaimSweeper>().SweepAsync(Token));
        app.Time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(1, await app.Get<ClaimSweeper>().SweepAsync(Token));
        Assert.Null(await claims.RestoreAsync(Message("first"), first, Token));
        Assert.Equal("second", (await claims.RestoreAsync(Message("second"), second, Token))!.Body);
    }

    [Fact]
    public async Task A_delivery_that_is_tried_for_long_gets_a_new_blob_in_time()
    {
        await using var app = new TestApp();
        var claims = app.Get<ClaimChecks>();
        var blob = await claims.PutAsync(Message("m"), Token);

        Assert.Equal(blob, await claims.RenewAsync(blob, Message("m"), Token));
        Assert.Null(await claims.RenewAsync(null, Message("m"), Token));
        app.Time.Advance(ClaimChecks.RenewAfter);
        var renewed = await claims.RenewAsync(blob, Message("m"), Token);

        Assert.NotEqual(blob, renewed);
        Assert.True(ClaimChecks.RenewAfter + QueueLimits.MaximumDelay < ClaimChecks.Keep, "A wait in the queue outlasts a blob.");
    }

    [Theory]
    [InlineData("2026-11-24/cats/m", true)]
    [InlineData("cats/m", false)]
    [InlineData("2026-11-24", false)]
    [InlineData("2026-13-24/cats/m", false)]
    public void A_name_tells_its_day(string name, bool isOurs) => Assert.Equal(isOurs, ClaimChecks.DayOf(name) is not null);

    private static NotificationMessage Message(string id) => new() { MessageId = id, Topic = "cats", Timestamp = Messages.Now, Body = id };
}
