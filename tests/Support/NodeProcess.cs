using System.Collections.Concurrent;
using System.Diagnostics;

namespace Support;

/// <summary>A script that node runs, and what it has printed so far.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    /// <summary>Node reads thousands of small files first; on a busy machine that takes its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private NodeProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The lines printed so far, output and errors alike.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Starts a script.</summary>
    /// <param name="script">Its path from the root.</param>
    /// <param name="arguments">What it is given.</param>
    /// <param name="environment">What is added to the environment.</param>
    public static NodeProcess Start(string script, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(TestTool.Node, [Repository.PathOf(script), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new NodeProcess(Process.Start(start)!);
    }

    /// <summary>Waits for a line that something is read from, and returns that.</summary>
    /// <exception cref="InvalidOperationException">The script ended first.</exception>
    /// <exception cref="TimeoutException">No such line came within two minutes.</exception>
    public async Task<T> SaysAsync<T>(Func<string, T?> read, string what)
        where T : class
    {
        T? Found() => _lines.Select(read).FirstOrDefault(found => found is not null);
        await Eventually.True(() => Found() is not null || _process.HasExited, what, Patience);
        return Found() ?? throw new InvalidOperationException($"{what}: node ended instead and said:\n{string.Join('\n', _lines)}");
    }

    /// <summary>Waits until the script ends by itself; returns its exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}
