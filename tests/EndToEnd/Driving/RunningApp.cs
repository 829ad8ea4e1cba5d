using System.Net;
using EndToEnd;
using Support;

[assembly: AssemblyFixture(typeof(RunningApp))]

namespace EndToEnd;

/// <summary>One app for all tests that do not stop it: a process of ours, or the one at VIRGA_BASE_URL.</summary>
/// <remarks>
/// Tokens for an app that is not ours are development tokens: of VIRGA_DEVELOPMENT_TOKEN_KEY, or of the data folder that <c>./dev run</c> uses, too (VIRGA_DATA).
/// A deployment takes none of these: give the token of a caller with every scope as VIRGA_TOKEN.
/// </remarks>
public sealed class RunningApp : IAsyncLifetime
{
    private const string Scopes = "cats:write topics:write";
    private readonly DataDirectory _data = new();
    private AppProcess? _process;
    private Uri? _baseAddress;
    private string? _given;
    private string? _tokenData;

    /// <summary>Delays and counts of webhook retries, short enough for a test.</summary>
    internal static IReadOnlyDictionary<string, string> ShortRetries { get; } = new Dictionary<string, string>
    {
        ["Notifications__Retry__MinDelayTarget"] = "00:00:00.100",
        ["Notifications__Retry__MaxDelayTarget"] = "00:00:00.100",
        ["Notifications__Retry__NumRetries"] = "3",
        ["Notifications__CircuitProbe"] = "00:00:01",
    };

    /// <summary>Where the app is.</summary>
    internal Uri Address => _baseAddress!;

    /// <summary>A token with every scope of the sample.</summary>
    internal string Token { get; private set; } = "";

    internal Api Anonymous { get; private set; } = null!;

    /// <summary>A caller with every scope of the sample.</summary>
    internal Api Writer { get; private set; } = null!;

    /// <summary>A caller with just the scope given.</summary>
    internal async Task<Api> WithScopeAsync(string scope, string subject = "developer")
    {
        Assert.SkipWhen(_given is not null, "VIRGA_TOKEN is one token, and this test needs another with other scopes.");
        return new Api(_baseAddress!, await TokenAsync(_tokenData, scope, subject));
    }

    /// <summary>Skips a test that needs the app's process or settings when the app is somebody else's.</summary>
    internal void SkipUnlessOurs() => Assert.SkipWhen(_process is null, "VIRGA_BASE_URL names an app that these tests did not start.");

    /// <summary>Skips a test of what only the local host does when the app runs in another, which has none of its pages.</summary>
    internal async Task SkipUnlessInLocalHostAsync() =>
        Assert.SkipWhen(_process is null && (await Anonymous.GetAsync("_notifications")).Status != HttpStatusCode.OK, "The app at VIRGA_BASE_URL does not run in the local host, whose gate this test tries.");

    /// <summary>Skips a test whose subscriber listens on this machine when the app is on another.</summary>
    internal void SkipUnlessItReachesUs() => Assert.SkipUnless(_baseAddress!.IsLoopback, "The app at VIRGA_BASE_URL cannot call a webhook on this machine.");

    /// <summary>Skips a test that waits for retries when the app has the usual delays, which are twenty seconds.</summary>
    internal void SkipUnlessItRetriesSoon() =>
        Assert.SkipWhen(_process is null && Environment.GetEnvironmentVariable("VIRGA_SHORT_RETRIES") != "true", "The app at VIRGA_BASE_URL retries webhooks after twenty seconds; where it has the delays of RunningApp.ShortRetries, say VIRGA_SHORT_RETRIES=true.");

    /// <summary>A shelter no other test uses.</summary>
    internal static string NewShelter() => $"shelter-{Guid.NewGuid():n}";

    internal static Task<string> TokenAsync(string? data, string scope = Scopes, string subject = "developer") =>
        AppProcess.RunAsync(data, TestContext.Current.CancellationToken, "token", "--scope", scope, "--subject", subject);

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("VIRGA_BASE_URL") is { Length: > 0 } url)
        {
            _baseAddress = new Uri(url.TrimEnd('/') + "/");
            _given = Environment.GetEnvironmentVariable("VIRGA_TOKEN") is { Length: > 0 } token ? token : null;
        }
        else
        {
            _process = await AppProcess.StartAsync(_data.Path, Loopback.FreePort(), ShortRetries);
            _baseAddress = _process.BaseAddress;
            _tokenData = _data.Path;
        }

        Token = _given ?? await TokenAsync(_tokenData);
        Anonymous = new Api(_baseAddress);
        Writer = new Api(_baseAddress, Token);
    }

    public async ValueTask DisposeAsync()
    {
        Anonymous?.Dispose();
        Writer?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _data.Dispose();
    }
}
