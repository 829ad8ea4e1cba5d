using Microsoft.Extensions.Hosting;

namespace Virga.Documents;

/// <summary>Checks all models before the application takes its first request.</summary>
internal sealed class SchemaStartCheck(SchemaCatalog catalog, ChangeCatalog changes) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        catalog.Validate();
        changes.Validate();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
