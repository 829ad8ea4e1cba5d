using System.Net;
using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Integration.CosmosEmulator;

/// <summary>Who the explorer answers, and with what headers.</summary>
public sealed class ExplorerTests : IAsyncLifetime
{
    private readonly Emulator _emulator = Emulator.Open();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private CosmosEmulatorServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await CosmosEmulatorServer.StartAsync(_emulator, new() { Port = 0 }, Token);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "evil.example:8081")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("X-Forwarded-For", "10.0.0.1")]
    public async Task A_request_that_is_not_ones_own_is_refused(string header, string value)
    {
        foreach (var path in new[] { "_explorer/", "_explorer/main.js", "_explorer/api/dbs" })
        {
            using var response = await SendAsync(HttpMethod.Get, path, (header, value), ("x-virga-explorer", "1"));

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("GET", "_explorer/api/dbs")]
    [InlineData("POST", "_explorer/api/dbs")]
    [InlineData("OPTIONS", "_explorer/api/dbs")]
    public async Task The_protocol_is_spoken_without_a_key_only_to_who_carries_the_pages_own_header(string method, string path)
    {
        using var bare = await SendAsync(new HttpMethod(method), path);
        using var own = await SendAsync(HttpMethod.Get, path, ("x-virga-explorer", "1"));

        Assert.Equal(HttpStatusCode.Forbidden, bare.StatusCode);
        Assert.DoesNotContain(bare.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Contains("\"Databases\":[]", await own.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_runs_only_its_own_files_and_holds_no_key()
    {
        using var response = await SendAsync(HttpMethod.Get, "_explorer/");
        var page = await response.Content.ReadAsStringAsync(Token);

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain(CosmosEmulatorOptions.WellKnownKey, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_sent_again_only_when_they_changed()
    {
        using var first = await SendAsync(HttpMethod.Get, "_explorer/main.js");
        using var again = await SendAsync(HttpMethod.Get, "_explorer/main.js", ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", HttpStatusCode.Redirect)]
    [InlineData("application/json", HttpStatusCode.Unauthorized)]
    [InlineData("*/*", HttpStatusCode.Unauthorized)]
    public async Task A_browser_at_the_accounts_address_is_shown_the_page(string accept, HttpStatusCode status)
    {
        using var response = await SendAsync(HttpMethod.Get, "", ("Accept", accept));

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "_explorer", HttpStatusCode.Redirect)]
    [InlineData("GET", "_explorer/nothing.js", HttpStatusCode.NotFound)]
    [InlineData("GET", "_explorer/../appsettings.json", HttpStatusCode.NotFound)]
    [InlineData("GET", "_explorer/%2e%2e%2fCosmosEmulator.cs", HttpStatusCode.NotFound)]
    [InlineData("POST", "_explorer/main.js", HttpStatusCode.MethodNotAllowed)]
    public async Task Nothing_else_is_there(string method, string path, HttpStatusCode status)
    {
        using var response = await SendAsync(new HttpMethod(method), path);

        Assert.Equal(status, response.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(_server.Address, path));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request, Token);
    }
}
