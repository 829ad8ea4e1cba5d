using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>Asks every part of the app for its faults when the host starts, and tells them together.</summary>
public sealed class DefinitionChecks : IHostedLifecycleService
{
    private readonly IServiceProvider _services;
    private readonly IReadOnlyList<DefinitionPart> _parts;

    internal DefinitionChecks(IServiceProvider services, IEnumerable<DefinitionPart> parts) => (_services, _parts) = (services, [.. parts]);

    /// <summary>All faults of all parts.</summary>
    /// <param name="settingsAreWrong">Whether faults of settings are told beside these: what cannot be looked at because of them is then left out, not thrown.</param>
    public IReadOnlyList<string> Faults(bool settingsAreWrong = false)
    {
        var faults = new List<string>();
        foreach (var part in _parts)
        {
            try
            {
                faults.AddRange(((IDefinitionCheck)_services.GetRequiredService(part.Check)).Faults());
            }
            catch (Exception refused) when (settingsAreWrong && refused is (OptionsValidationException or InvalidOperationException))
            {
                // Its options are among the wrong ones, or cannot even be read.
            }
        }

        return faults;
    }

    /// <inheritdoc/>
    /// <exception cref="DefinitionException">Something is defined wrongly. It lists every fault.</exception>
    public Task StartingAsync(CancellationToken cancellationToken) => Faults() is { Count: > 0 } faults ? throw new DefinitionException(faults) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
