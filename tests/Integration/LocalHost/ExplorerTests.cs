using System.Net;
using LocalHostApp;
using Microsoft.Extensions.DependencyInjection;
using Virga.Cosmos;

namespace Integration.LocalHost;

public sealed class ExplorerTests
{
    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("rebound.example", HttpStatusCode.Forbidden)]
    public async Task A_developer_looks_at_the_embedded_data_on_the_apps_own_address(string host, HttpStatusCode status)
    {
        await using var app = await TestHost.StartAsync(typeof(Greeting));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_explorer/api/dbs") { Headers = { Host = host } };
        request.Headers.Add("x-virga-explorer", "1");

        using var page = await app.Client.GetAsync("/_explorer/", TestContext.Current.CancellationToken);
        using var data = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal(status, data.StatusCode);
    }

    [Fact]
    public async Task An_app_with_an_account_of_its_own_has_nothing_to_show()
    {
        await using var app = await TestHost.StartAsync(
            builder => builder.Services.Configure<CosmosOptions>(options => options.AccountEndpoint = new Uri("https://account.example/")), typeof(Greeting));

        using var page = await app.Client.GetAsync("/_explorer/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("account of its own", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_than_in_development_there_is_no_such_page()
    {
        await using var app = await TestHost.StartAsync(["environment=Production"], typeof(Greeting));

        using var page = await app.Client.GetAsync("/_explorer/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }
}
