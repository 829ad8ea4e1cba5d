using System.Net;
using LocalHostApp;

namespace Integration.LocalHost;

/// <summary>Who gets to the notifications page; what it shows is tried in a browser.</summary>
public sealed class NotificationsPageTests
{
    [Fact]
    public async Task An_app_without_notifications_says_so()
    {
        await using var app = await TestHost.StartAsync(typeof(Greeting));

        using var page = await app.Client.GetAsync("/_notifications/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("no notifications", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rebound_name_is_refused()
    {
        await using var app = await TestHost.StartAsync(typeof(Greeting));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_notifications/api/topics") { Headers = { Host = "rebound.example" } };

        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Elsewhere_than_in_development_there_is_no_such_page()
    {
        await using var app = await TestHost.StartAsync(["environment=Production"], typeof(Greeting));

        using var page = await app.Client.GetAsync("/_notifications/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Empty(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
