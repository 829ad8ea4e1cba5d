using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks;

/// <summary>The process of a measured server.</summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    /// <summary>How long a server may take to be ready.</summary>
    public static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    /// <param name="start">Its command.</param>
    /// <param name="keepsOutput">Whether all it prints is kept for <see cref="ReadyAsync"/> to tell; else somebody reads it.</param>
    public MeasuredProcess(ProcessStartInfo start, bool keepsOutput = true)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        _process = Process.Start(start)!;
        if (keepsOutput)
        {
            _process.OutputDataReceived += (_, line) => _output.AppendLine(line.Data);
            _process.ErrorDataReceived += (_, line) => _output.AppendLine(line.Data);
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }
    }

    public StreamReader Output => _process.StandardOutput;

    public StreamReader Errors => _process.StandardError;

    /// <summary>The processor time it took until now.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>What it holds of the machine's memory now.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Waits until a path is answered; ends the process when it is not.</summary>
    /// <exception cref="InvalidOperationException">The process ended or took too long; holds what it printed.</exception>
    public async Task ReadyAsync(int port, string path, TimeSpan pause, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!await AnswersAsync(port, path, pause, cancellationToken))
        {
            if (_process.HasExited || watch.Elapsed > StartDeadline)
            {
                await DisposeAsync();
                throw new InvalidOperationException($"The server did not start.\n{_output}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(int port, string path, TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = new RawConnection(port);
            await connection.ConnectAsync(cancellationToken);
            await connection.RoundTripAsync(RequestTemplate.Get(path), cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            await Task.Delay(pause, cancellationToken);
            return false;
        }
    }
}
