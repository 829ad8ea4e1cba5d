using System.Globalization;
using System.Net;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class UsagePlanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quota_ends_and_starts_anew_with_its_period()
    {
        await using var app = await KeyGateway.StartAsync();
        var key = await KeyAsync(app, new UsagePlan("basic") { Quota = new UsageQuota(3, QuotaPeriod.Day) });

        Assert.Equal((200, 200, 200, 429), (await app.StatusAsync(key), await app.StatusAsync(key), await app.StatusAsync(key), await app.StatusAsync(key)));
        using var over = await app.GetAsync(key);
        await over.ShouldBeProblem(HttpStatusCode.TooManyRequests, "quota-exceeded");
        Assert.Equal(TimeSpan.FromHours(12), over.Headers.RetryAfter?.Delta);

        app.Gateway.Time.Advance(TimeSpan.FromHours(12));
        Assert.Equal(200, await app.StatusAsync(key));
    }

    [Fact]
    public async Task Answers_tell_what_is_left_of_the_quota_and_of_the_rate()
    {
        await using var app = await KeyGateway.StartAsync();
        var key = await KeyAsync(app, new UsagePlan("basic") { Quota = new UsageQuota(10, QuotaPeriod.Day), Throttle = new UsageRate(0.001, 5) });

        using var response = await app.GetAsync(key);

        Assert.Equal("\"basic\";q=5;w=5000,\"basic-quota\";q=10;w=86400", string.Join(", ", response.Headers.GetValues("RateLimit-Policy")));
        Assert.Equal("\"basic\";r=4;t=1000,\"basic-quota\";r=9;t=43200", string.Join(", ", response.Headers.GetValues("RateLimit")));
    }

    [Fact]
    public async Task A_rate_lets_a_burst_through_and_then_says_when()
    {
        await using var app = await KeyGateway.StartAsync();
        var key = await KeyAsync(app, new UsagePlan("slow") { Throttle = new UsageRate(0.01, 2) });
        var other = (await app.Keys.CreateAsync(new ApiKeyRequest("other") { Plan = "slow" }, Token)).Value;

        Assert.Equal((200, 200), (await app.StatusAsync(key), await app.StatusAsync(key)));
        using var over = await app.GetAsync(key);

        await over.ShouldBeProblem(HttpStatusCode.TooManyRequests, "throttled");
        Assert.InRange(over.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(100));
        Assert.Equal(200, await app.StatusAsync(other));
    }

    [Fact]
    public async Task A_function_has_a_rate_of_its_own_beside_the_plans()
    {
        await using var app = await KeyGateway.StartAsync();
        var key = await KeyAsync(app, new UsagePlan("mixed")
        {
            Throttle = new UsageRate(0.001, 100),
            Functions = new Dictionary<string, UsageRate> { ["Keyed"] = new(0.001, 1) },
        });

        Assert.Equal((200, 429), (await app.StatusAsync(key), await app.StatusAsync(key)));
        using var elsewhere = await app.Gateway.SendAsync("POST", "/api/both", token: app.Gateway.Token("cats:write"), headers: [("x-api-key", key)]);
        Assert.Equal(HttpStatusCode.OK, elsewhere.StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(500)]
    public async Task A_quota_is_never_exceeded_however_many_instances_take_from_it_at_once(int limit)
    {
        var store = new MemoryStore();
        var apps = new List<KeyGateway>();
        for (var i = 0; i < 4; i++)
        {
            apps.Add(await KeyGateway.StartAsync(store));
        }

        var key = await KeyAsync(apps[0], new UsagePlan("basic") { Quota = new UsageQuota(limit, QuotaPeriod.Month) });
        var answers = await Task.WhenAll(Enumerable.Range(0, (limit * 2) + 40).Select(number => apps[number % apps.Count].StatusAsync(key)));

        Assert.Equal(limit, answers.Count(status => status == 200));
        Assert.All(answers, status => Assert.True(status is 200 or 429));
        foreach (var app in apps)
        {
            await app.DisposeAsync();
        }
    }

    [Fact]
    public async Task Counting_writes_once_for_a_block_of_requests()
    {
        await using var app = await KeyGateway.StartAsync();
        var key = await KeyAsync(app, new UsagePlan("large") { Quota = new UsageQuota(1_000_000, QuotaPeriod.Month) });
        await app.StatusAsync(key);
        var writes = app.Store.Writes;

        for (var i = 0; i < 199; i++)
        {
            Assert.Equal(200, await app.StatusAsync(key));
        }

        Assert.Equal(1, app.Store.Writes - writes);
    }

    [Fact]
    public async Task Usage_is_reported_by_period_also_of_a_key_without_a_plan()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("free"), Token);
        await app.StatusAsync(made.Value);
        app.Gateway.Time.Advance(TimeSpan.FromDays(1));
        await app.StatusAsync(made.Value);

        var reports = await app.Usage.OfAsync(made.Key.Id, 31, Token);

        Assert.Equal(["2026-11-24", "2026-11-23"], reports.Select(report => report.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.All(reports, report => Assert.Equal((QuotaPeriod.Day, (long?)null), (report.Period, report.Limit)));
        Assert.All(reports, report => Assert.InRange(report.Used, 1, 100));
    }

    [Theory]
    [InlineData(QuotaPeriod.Day, "2026-11-26", "2026-11-27")]
    [InlineData(QuotaPeriod.Week, "2026-11-23", "2026-11-30")]
    [InlineData(QuotaPeriod.Month, "2026-11-01", "2026-12-01")]
    public void Periods_are_those_of_the_calendar(QuotaPeriod period, string start, string end)
    {
        var window = QuotaWindow.At(period, new DateTimeOffset(2026, 11, 26, 23, 59, 59, TimeSpan.Zero));

        Assert.Equal((DateTimeOffset.Parse(start + "Z", CultureInfo.InvariantCulture), DateTimeOffset.Parse(end + "Z", CultureInfo.InvariantCulture)), (window.Start, window.End));
    }

    [Fact]
    public async Task A_plan_that_keys_have_is_not_deleted()
    {
        await using var app = await KeyGateway.StartAsync();
        await KeyAsync(app, new UsagePlan("basic"));
        var id = (await app.Keys.ListAsync(cancellationToken: Token)).Items.Single().Id;

        var refused = await Assert.ThrowsAsync<GatewayException>(() => app.Plans.DeleteAsync("basic", Token));
        await app.Keys.ChangeAsync(id, new ApiKeyChange { Plan = Virga.Documents.Optional<string>.Unset }, Token);
        await app.Plans.DeleteAsync("basic", Token);

        Assert.Equal("usage-plan-in-use", refused.Problem.Code);
        Assert.Null(await app.Plans.FindAsync("basic", Token));
    }

    [Fact]
    public async Task A_plan_that_cannot_be_so_is_refused_with_all_its_faults()
    {
        await using var app = await KeyGateway.StartAsync();

        var refused = await Assert.ThrowsAsync<GatewayException>(() => app.Plans.PutAsync(
            new UsagePlan("a b")
            {
                Throttle = new UsageRate(0, 1),
                Quota = new UsageQuota(0, QuotaPeriod.Day),
                Functions = new Dictionary<string, UsageRate> { ["Nothing"] = new(1, 1) },
            },
            Token));

        Assert.Equal(["/name", "/throttle", "/quota", "/functions/Nothing"], refused.Problem.Errors.Select(error => error.Pointer));
    }

    private static async Task<string> KeyAsync(KeyGateway app, UsagePlan plan)
    {
        await app.Plans.PutAsync(plan, Token);
        return (await app.Keys.CreateAsync(new ApiKeyRequest("client") { Plan = plan.Name }, Token)).Value;
    }
}
