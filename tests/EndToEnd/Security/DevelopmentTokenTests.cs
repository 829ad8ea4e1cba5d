using System.Net.Http.Headers;
using Support;

namespace EndToEnd;

/// <summary>Development tokens are for a developer's own requests to their own machine: every way to make them count elsewhere is refused.</summary>
public sealed class DevelopmentTokenTests(RunningApp app)
{
    private const string Cat = """{"name":"Tom"}""";

    private readonly string _cats = $"api/shelters/{RunningApp.NewShelter()}/cats";

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("X-Original-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "rebound.example")]
    public async Task A_request_that_is_not_the_developers_own_may_not_use_one(string header, string value)
    {
        await app.SkipUnlessInLocalHostAsync();
        (await app.Writer.PostAsync(_cats, Cat)).Expect(201);

        (await app.Writer.PostAsync(_cats, Cat, (header, value))).ExpectProblem(401, "unauthenticated");
    }

    [Theory]
    [InlineData("ASPNETCORE_ENVIRONMENT", "Production")]
    [InlineData("WEBSITE_SITE_NAME", "app")]
    [InlineData("WEBSITE_INSTANCE_ID", "0123")]
    [InlineData("WEBSITE_POD_NAME", "pod")]
    public async Task An_app_that_is_not_in_local_development_takes_none(string variable, string value)
    {
        app.SkipUnlessOurs();
        using var data = new DataDirectory();
        var token = await RunningApp.TokenAsync(data.Path, "cats:write");
        var key = await File.ReadAllTextAsync(Path.Combine(data.Path, "token.key"), TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string>
        {
            ["GatewayOptions__DevelopmentTokenKey"] = key,
            ["VIRGA_DEVELOPMENT_TOKEN_KEY"] = key,
            ["Authentication__Schemes__VirgaDevelopment__SigningKeys__0__Value"] = key,
            ["Authentication__Schemes__Bearer__ValidIssuer"] = "virga-development",
            ["Authentication__Schemes__Bearer__SigningKeys__0__Issuer"] = "virga-development",
            ["Authentication__Schemes__Bearer__SigningKeys__0__Value"] = key,
            [variable] = value,
        };
        if (variable == "ASPNETCORE_ENVIRONMENT")
        {
            settings["DOTNET_ENVIRONMENT"] = value;
        }

        await using var elsewhere = await AppProcess.StartAsync(data.Path, Loopback.FreePort(), settings, TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = elsewhere.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var body = new StringContent(Cat, System.Text.Encoding.UTF8, "application/json");

        using var answer = await http.PostAsync(_cats, body, TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)answer.StatusCode);
    }
}
