using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Support;

namespace EndToEnd;

/// <summary>The app as a process of its own, on a free port and a data directory of its own.</summary>
internal sealed partial class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly OutputLog _output;

    private AppProcess(Process process, OutputLog output, Uri baseAddress)
    {
        _process = process;
        _output = output;
        BaseAddress = baseAddress;
    }

    /// <summary>Functions.dll, local flavour, of the configuration these tests were built in.</summary>
    public static string Binary { get; } = Repository.PathOf(
        $"Functions/bin/Local/{typeof(AppProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration}/net10.0/Functions.dll");

    public Uri BaseAddress { get; }

    public int Id => _process.Id;

    public string Output => _output.ToString();

    /// <summary>Starts the app and waits until it is healthy.</summary>
    public static async Task<AppProcess> StartAsync(
        string data, int port, IReadOnlyDictionary<string, string>? settings = null, CancellationToken cancellationToken = default)
    {
        var app = Launch(data, port, settings);
        using var http = new HttpClient { BaseAddress = app.BaseAddress };
        try
        {
            await Eventually.True(
                async () => app._process.HasExited || (await http.GetAsync("api/health", cancellationToken)).IsSuccessStatusCode,
                "the app is healthy",
                StartDeadline,
                cancellationToken);
        }
        catch (TimeoutException exception)
        {
            await app.DisposeAsync();
            throw new InvalidOperationException($"The app did not become healthy.\n{app.Output}", exception);
        }

        if (!app._process.HasExited)
        {
            return app;
        }

        await app.DisposeAsync();
        throw new InvalidOperationException($"The app ended with code {app._process.ExitCode} instead of starting.\n{app.Output}");
    }

    /// <summary>Starts the app without waiting for it, to see how it ends.</summary>
    public static AppProcess Launch(string data, int port, IReadOnlyDictionary<string, string>? settings = null)
    {
        var baseAddress = new Uri($"http://127.0.0.1:{port}/");
        var start = Command(data, "--urls", baseAddress.ToString());
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        return new AppProcess(process, OutputLog.Of(process), baseAddress);
    }

    /// <summary>Runs one of the app's own commands and returns what it printed.</summary>
    /// <param name="data">The data folder; null for the one that <c>./dev run</c> uses.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="arguments">The command and its options.</param>
    public static async Task<string> RunAsync(string? data, CancellationToken cancellationToken, params string[] arguments)
    {
        using var process = Process.Start(Command(data, arguments))!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, $"'{string.Join(' ', arguments)}' ended with code {process.ExitCode}.\n{output}\n{await error}");

        return output.Trim();
    }

    /// <summary>kill -9: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ctrl+C; returns the exit code.</summary>
    public async Task<int> InterruptAsync(CancellationToken cancellationToken)
    {
        Assert.Equal(0, Kill(_process.Id, 2));
        return await ExitAsync(cancellationToken);
    }

    /// <summary>Waits for the process to end by itself; returns the exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(StartDeadline, cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }
    }

    private static ProcessStartInfo Command(string? data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Binary, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        if (data is not null)
        {
            start.Environment["VIRGA_DATA"] = data;
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment.Remove("ASPNETCORE_URLS");
        return start;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
