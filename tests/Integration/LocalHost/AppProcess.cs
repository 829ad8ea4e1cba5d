using System.Diagnostics;
using LocalHostApp;
using Support;

namespace Integration.LocalHost;

/// <summary>The test app in a process of its own.</summary>
public sealed class AppProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private AppProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
    }

    public int Id => _process.Id;

    public string Text
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public static AppProcess Start(string data, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, typeof(Greeting).Assembly.GetName().Name + ".dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data,
            Environment = { ["VIRGA_DATA"] = data, ["ASPNETCORE_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = "" },
        };
        var app = new AppProcess(new Process { StartInfo = start });
        app._process.Start();
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        return app;
    }

    public Task SaysAsync(string text) => Eventually.True(() => Text.Contains(text, StringComparison.Ordinal), $"'{text}' in:\n{Text}", TimeSpan.FromMinutes(1));

    /// <summary>Asks the process to stop as Ctrl+C does.</summary>
    public void Interrupt() => Process.Start("kill", ["-INT", $"{_process.Id}"]).Dispose();

    public async Task<int> ExitAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_lines)
        {
            if (line is not null)
            {
                _lines.Add(line);
            }
        }
    }
}
