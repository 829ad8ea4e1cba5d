using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks;

/// <summary>A running server, its processor time and its memory.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly Process _process;

    private GatewayServer(string name, Process process, int port) => (Name, _process, Port) = (name, process, port);

    public string Name { get; }

    public int Port { get; }

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

    public static async Task<GatewayServer> StartAsync(string name, Func<int, ProcessStartInfo> command, CancellationToken cancellationToken)
    {
        var port = GatewayServers.FreePort();
        var start = command(port);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var process = Process.Start(start)!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => output.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new GatewayServer(name, process, port);
        var watch = Stopwatch.StartNew();
        while (!await server.AnswersAsync(cancellationToken))
        {
            if (process.HasExited || watch.Elapsed > StartDeadline)
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"{name} did not start.\n{output}");
            }
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var connection = new RawConnection(Port);
            await connection.ConnectAsync(cancellationToken);
            await connection.RoundTripAsync(RequestTemplate.Get("/api/greetings/Tom"), cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            await Task.Delay(Pause, cancellationToken);
            return false;
        }
    }
}
