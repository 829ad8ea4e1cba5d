using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Support;

namespace Benchmarks;

/// <summary>A measured server: a process of its own, on a free port.</summary>
internal sealed class TargetProcess : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly MeasuredProcess _process;
    private readonly string _socket;

    private TargetProcess(MeasuredProcess process, string socket, int port, TimeSpan startUp)
    {
        _process = process;
        _socket = socket;
        Port = port;
        StartUp = startUp;
    }

    public int Port { get; }

    /// <summary>From the start of the process to its first 200.</summary>
    public TimeSpan StartUp { get; }

    /// <inheritdoc cref="MeasuredProcess.Cpu"/>
    public TimeSpan Cpu => _process.Cpu;

    /// <summary>Starts the assembly and waits until the path answers 200.</summary>
    public static async Task<TargetProcess> StartAsync(TargetCommand command, CancellationToken cancellationToken)
    {
        var port = Loopback.FreePort();
        var socket = Path.Combine(Path.GetTempPath(), $"virga-bench-{Guid.NewGuid():n}.sock");
        var start = new ProcessStartInfo("dotnet", [command.Assembly, .. command.Arguments, "--urls", $"http://127.0.0.1:{port}"]);
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(TargetProcess).Assembly.Location;
        start.Environment["VIRGA_BENCH_SOCKET"] = socket;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["VIRGA_DATA"] = command.Data;

        var watch = Stopwatch.StartNew();
        var process = new MeasuredProcess(start);
        await process.ReadyAsync(port, command.ReadyPath, Pause, cancellationToken);
        return new TargetProcess(process, socket, port, watch.Elapsed);
    }

    /// <summary>What the process has allocated on its managed heap since it started.</summary>
    public async Task<long> AllocatedBytesAsync(CancellationToken cancellationToken)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await probe.ConnectAsync(new UnixDomainSocketEndPoint(_socket), cancellationToken);
        var buffer = new byte[32];
        var read = await probe.ReceiveAsync(buffer, cancellationToken);

        return long.Parse(buffer.AsSpan(0, read), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        File.Delete(_socket);
    }
}
