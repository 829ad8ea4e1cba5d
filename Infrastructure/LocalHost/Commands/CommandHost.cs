using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Virga.LocalHost;

/// <summary>What <c>Build()</c> gives when the command line asks for a command: it runs that in place of the app.</summary>
internal sealed class CommandHost : IHost, IAsyncDisposable
{
    /// <summary>What a shell tells of a program that Ctrl+C ended.</summary>
    private const int Interrupted = 130;

    private readonly IHost _host = Host.CreateEmptyApplicationBuilder(null).Build();
    private readonly string[] _args;
    private readonly CommandContext _context;

    public CommandHost(string[] args, CommandContext context) => (_args, _context) = (args, context);

    public IServiceProvider Services => _host.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
        var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, cancellationToken);
        try
        {
            Environment.ExitCode = await LocalCommands.RunAsync(_args, _context, stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await _context.Error.WriteLineAsync("Stopped.").ConfigureAwait(false);
            Environment.ExitCode = Interrupted;
        }
        catch (Exception e) when (StartFault.Describe(e) is { } fault)
        {
            await _context.Error.WriteLineAsync(fault).ConfigureAwait(false);
            Environment.ExitCode = 1;
        }

        lifetime.StopApplication();
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    public void Dispose() => _host.Dispose();

    public async ValueTask DisposeAsync()
    {
        if (_context.App.IsValueCreated)
        {
            await _context.App.Value.DisposeAsync().ConfigureAwait(false);
        }

        _host.Dispose();
    }
}
