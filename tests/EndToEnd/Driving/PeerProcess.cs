using System.Collections.Concurrent;
using System.Diagnostics;
using Support;

namespace EndToEnd;

/// <summary>One of the processes of Peers, and the lines it has printed so far.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private PeerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(_lines, line.Data);
        process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public IReadOnlyCollection<string> Lines => _lines;

    public bool HasEnded => _process.HasExited;

    public static PeerProcess Start(params string[] arguments) => new(Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Peers.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!);

    public Task<string> FirstLineAsync(CancellationToken cancellationToken) =>
        Eventually.Value(() => Task.FromResult(_lines.FirstOrDefault()), "the process prints a line", cancellationToken: cancellationToken);

    /// <summary>Fails with what it said unless it has ended well.</summary>
    public async Task AssertEndedWellAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        Assert.True(_process.ExitCode == 0, $"The process ended with code {_process.ExitCode}.\n{string.Join('\n', _errors)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static void Add(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
