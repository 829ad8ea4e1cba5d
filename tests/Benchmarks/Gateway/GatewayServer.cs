using System.Diagnostics;
using Support;

namespace Benchmarks;

/// <summary>A running server, its processor time and its memory.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly MeasuredProcess _process;

    private GatewayServer(string name, MeasuredProcess process, int port) => (Name, _process, Port) = (name, process, port);

    public string Name { get; }

    public int Port { get; }

    /// <inheritdoc cref="MeasuredProcess.Cpu"/>
    public TimeSpan Cpu => _process.Cpu;

    /// <inheritdoc cref="MeasuredProcess.WorkingSet"/>
    public long WorkingSet => _process.WorkingSet;

    public static async Task<GatewayServer> StartAsync(string name, Func<int, ProcessStartInfo> command, CancellationToken cancellationToken)
    {
        var port = Loopback.FreePort();
        var process = new MeasuredProcess(command(port));
        await process.ReadyAsync(port, "/api/greetings/Tom", Pause, cancellationToken);
        return new GatewayServer(name, process, port);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
