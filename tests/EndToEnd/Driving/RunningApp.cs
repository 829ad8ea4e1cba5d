using EndToEnd;

[assembly: AssemblyFixture(typeof(RunningApp))]

namespace EndToEnd;

/// <summary>One app for all tests that do not stop it: a process of ours, or the one at VIRGA_BASE_URL (with VIRGA_TOKEN as its token).</summary>
public sealed class RunningApp : IAsyncLifetime
{
    private const string Scopes = "cats:write topics:write";
    private readonly DataDirectory _data = new();
    private AppProcess? _process;
    private Uri? _baseAddress;

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

    /// <summary>Where the app listens.</summary>
    internal Uri BaseAddress => _baseAddress!;

    /// <summary>The token of <see cref="Writer"/>.</summary>
    internal string? WriterToken { get; private set; }

    /// <summary>A caller with just the scope given.</summary>
    internal async Task<Api> WithScopeAsync(string scope, string subject = "developer")
    {
        SkipUnlessOurs();
        return new Api(_baseAddress!, await TokenAsync(_data.Path, scope, subject));
    }

    /// <summary>Skips a test that needs the app's process or settings when the app is somebody else's.</summary>
    internal void SkipUnlessOurs() => Assert.SkipWhen(_process is null, "VIRGA_BASE_URL names an app that these tests did not start.");

    /// <summary>A shelter no other test uses.</summary>
    internal static string NewShelter() => $"shelter-{Guid.NewGuid():n}";

    internal static Task<string> TokenAsync(string data, string scope = Scopes, string subject = "developer") =>
        AppProcess.RunAsync(data, TestContext.Current.CancellationToken, "token", "--scope", scope, "--subject", subject);

    public async ValueTask InitializeAsync()
    {
        string? token;
        if (Environment.GetEnvironmentVariable("VIRGA_BASE_URL") is { Length: > 0 } url)
        {
            _baseAddress = new Uri(url.TrimEnd('/') + "/");
            token = Environment.GetEnvironmentVariable("VIRGA_TOKEN");
        }
        else
        {
            _process = await AppProcess.StartAsync(_data.Path, AppProcess.FreePort(), ShortRetries);
            _baseAddress = _process.BaseAddress;
            token = await TokenAsync(_data.Path);
        }

        Token = token ?? "";
        Anonymous = new Api(_baseAddress);
        Writer = new Api(_baseAddress, token);
        WriterToken = token;
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
