using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>A server in a process of its own, that says on its first line of output where it listens: <c>listening 12345</c>.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly MeasuredProcess _process;

    private ServerProcess(MeasuredProcess process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <inheritdoc cref="MeasuredProcess.Cpu"/>
    public TimeSpan Cpu => _process.Cpu;

    public static async Task<ServerProcess> StartAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var process = new MeasuredProcess(new ProcessStartInfo(program, arguments), keepsOutput: false);
        try
        {
            var errors = process.Errors.ReadToEndAsync(CancellationToken.None);
            var line = await process.Output.ReadLineAsync(cancellationToken).AsTask().WaitAsync(MeasuredProcess.StartDeadline, cancellationToken);
            if (line?.Split(' ') is not ["listening", var port])
            {
                throw new InvalidOperationException($"{program} did not start: {line}\n{await errors.WaitAsync(MeasuredProcess.StartDeadline, cancellationToken)}");
            }

            _ = process.Output.ReadToEndAsync(CancellationToken.None);
            return new ServerProcess(process, int.Parse(port, CultureInfo.InvariantCulture));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
