using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks;

/// <summary>A measured server: a process of its own, on a free port.</summary>
internal sealed class TargetProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly Process _process;
    private readonly string _socket;

    private TargetProcess(Process process, string socket, int port, TimeSpan startUp)
    {
        _process = process;
        _socket = socket;
        Port = port;
        StartUp = startUp;
    }

    public int Port { get; }

    /// <summary>From the start of the process to its first 200.</summary>
    public TimeSpan StartUp { get; }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the assembly and waits until the path answers 200.</summary>
    public static async Task<TargetProcess> StartAsync(TargetCommand command, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var socket = Path.Combine(Path.GetTempPath(), $"virga-bench-{Guid.NewGuid():n}.sock");
        var start = new ProcessStartInfo("dotnet", [command.Assembly, .. command.Arguments, "--urls", $"http://127.0.0.1:{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(TargetProcess).Assembly.Location;
        start.Environment["VIRGA_BENCH_SOCKET"] = socket;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["VIRGA_DATA"] = command.Data;

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => output.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!await AnswersAsync(port, command.ReadyPath, cancellationToken))
        {
            if (process.HasExited || watch.Elapsed > StartDeadline)
            {
                process.Kill();
                throw new InvalidOperationException($"{command.Assembly} did not start.\n{output}");
            }
        }

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
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        File.Delete(_socket);
    }

    private static async Task<bool> AnswersAsync(int port, string path, CancellationToken cancellationToken)
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
            await Task.Delay(Pause, cancellationToken);
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
