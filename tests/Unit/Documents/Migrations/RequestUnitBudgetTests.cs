using Microsoft.Extensions.Time.Testing;
using Virga.Documents;

namespace Unit.Documents;

public sealed class RequestUnitBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task What_was_spent_is_waited_for_before_the_next_request()
    {
        var budget = new RequestUnitBudget(100, _time);
        await budget.WaitAsync(TestContext.Current.CancellationToken);

        budget.Spend(250);
        var next = budget.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(2.4));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        await next;
    }

    [Fact]
    public void Time_without_requests_is_not_saved_up()
    {
        var budget = new RequestUnitBudget(100, _time);
        _time.Advance(TimeSpan.FromHours(1));

        budget.Spend(100);

        Assert.False(budget.WaitAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    [Fact]
    public void Without_a_rate_nothing_waits()
    {
        var budget = new RequestUnitBudget(null, _time);

        budget.Spend(1_000_000);

        Assert.True(budget.WaitAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }
}
