using System.Net;
using System.Text.Json;
using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Support;
using Virga.Gateway;

namespace Integration.FrontDoor;

/// <summary>The purge request, as a stand-in for Azure Resource Manager gets it.</summary>
public sealed class FrontDoorPurgeTests : IAsyncLifetime
{
    private const string Endpoint = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Cdn/profiles/p/afdEndpoints/e";

    private readonly List<(string Path, string Authorization, JsonElement Body)> _requests = [];
    private WebApplication _management = null!;
    private int _status = 202;

    public async ValueTask InitializeAsync()
    {
        _management = Loopback.CreateBuilder().Build();
        _management.Run(async context =>
        {
            var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            _requests.Add((context.Request.Path + context.Request.QueryString, context.Request.Headers.Authorization.ToString(), body.RootElement));
            context.Response.StatusCode = _status;
        });
        await _management.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await _management.DisposeAsync();

    [Fact]
    public async Task Paths_are_purged_on_the_endpoint_with_the_apps_identity()
    {
        await using var services = Services(new() { ["FrontDoor:Endpoint"] = Endpoint, ["FrontDoor:Domains:0"] = "api.example.com" });

        await services.GetRequiredService<ICachePurger>().PurgeAsync(new CachePurge(["cat:oslo"], ["/api/shelters/oslo/cats", "/api/shelters/oslo/cats/tom"]), TestContext.Current.CancellationToken);

        var (path, authorization, body) = Assert.Single(_requests);
        Assert.Equal(Endpoint + "/purge?api-version=2024-02-01", path);
        Assert.Equal("Bearer secret", authorization);
        Assert.Equal("""{"contentPaths":["/api/shelters/oslo/cats","/api/shelters/oslo/cats/tom"],"domains":["api.example.com"]}""", body.GetRawText());
    }

    [Fact]
    public async Task Many_paths_are_several_requests_and_none_is_none()
    {
        await using var services = Services(new() { ["FrontDoor:Endpoint"] = Endpoint });
        var purger = services.GetRequiredService<ICachePurger>();

        await purger.PurgeAsync(new CachePurge(["tag"], []), TestContext.Current.CancellationToken);
        await purger.PurgeAsync(new CachePurge([], [.. Enumerable.Range(0, 101).Select(number => $"/api/{number}")]), TestContext.Current.CancellationToken);

        Assert.Equal([50, 50, 1], _requests.Select(request => request.Body.GetProperty("contentPaths").GetArrayLength()));
    }

    [Fact]
    public async Task A_refusal_is_told_so_that_the_change_feed_tries_again()
    {
        _status = 429;
        await using var services = Services(new() { ["FrontDoor:Endpoint"] = Endpoint });

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() =>
            services.GetRequiredService<ICachePurger>().PurgeAsync(new CachePurge([], ["/api/cats"]), TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Theory]
    [InlineData("FrontDoor:Endpoint", "https://example.com", "FrontDoor:Endpoint is 'https://example.com'")]
    [InlineData("FrontDoor:Management", "http://example.com", "FrontDoor:Management is 'http://example.com/'")]
    [InlineData("FrontDoor:Timeout", "00:10:00", "FrontDoor:Timeout is 00:10:00")]
    public async Task Wrong_settings_are_told_by_name(string setting, string value, string fault)
    {
        await using var services = Services(new() { [setting] = value });

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<ICachePurger>());

        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    private ServiceProvider Services(Dictionary<string, string?> settings)
    {
        settings.TryAdd("FrontDoor:Management", _management.Urls.First());
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddSingleton<TokenCredential>(new FixedCredential());
        services.AddVirgaFrontDoor();
        return services.BuildServiceProvider();
    }

    private sealed class FixedCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("secret", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
