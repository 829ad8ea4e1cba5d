using Microsoft.Extensions.Logging;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Webhook subscriptions that are put and removed while the grid runs, and are there again after a restart.</summary>
internal sealed class RuntimeSubscriptions(LocalEventGrid grid, IMessageQueue queues, IBlobStore blobs, ILogger logger) : IDisposable
{
    private const string Container = "eventgrid-subscriptions";

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Puts a subscription, in place of one of the same name; what waits for it stays.</summary>
    /// <exception cref="FormatException">The document cannot be read.</exception>
    /// <exception cref="ArgumentException">The subscription is not valid.</exception>
    /// <exception cref="InvalidOperationException">The name belongs to a subscription that is made in code.</exception>
    public async Task PutAsync(string name, BinaryData json, CancellationToken cancellationToken)
    {
        var subscription = SubscriptionDocument.Read(name, json);
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            grid.ThrowIfInvalid(subscription);
            await RemoveAsync(name, cancellationToken).ConfigureAwait(false);
            await blobs.WriteAsync(Container, BlobOf(name), json, cancellationToken).ConfigureAwait(false); // first: one without it counts as made in code
            grid.Subscribe(subscription);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Removes a subscription; what waits for it is kept under its name. False when there is none.</summary>
    /// <exception cref="InvalidOperationException">The subscription is made in code.</exception>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RemoveAsync(name, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Brings back what was put before a restart; a document that no longer fits is told and left.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        await foreach (var blob in blobs.ListAsync(Container, "", cancellationToken).ConfigureAwait(false))
        {
            var name = Path.GetFileNameWithoutExtension(blob);
            try
            {
                if (!Exists(name) && await blobs.ReadAsync(Container, blob, cancellationToken).ConfigureAwait(false) is { } json)
                {
                    grid.Subscribe(SubscriptionDocument.Read(name, json));
                }
            }
            catch (Exception error) when (error is FormatException or ArgumentException)
            {
                Log.NotRestored(logger, error, name);
            }
        }
    }

    /// <summary>How many deliveries wait in a queue or are under way.</summary>
    public Task<int> WaitingAsync(string queue, CancellationToken cancellationToken) => queues.CountAsync(queue, cancellationToken);

    /// <summary>The names of the dead letters that are there, at most a number of them.</summary>
    public async Task<IReadOnlyList<string>> DeadLettersAsync(int count, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var name in blobs.ListAsync(DeadEventCollector.Container, "", cancellationToken).ConfigureAwait(false))
        {
            names.Add(name);
            if (names.Count == count)
            {
                break;
            }
        }

        return names;
    }

    /// <summary>A dead letter; null when there is none of the name.</summary>
    public Task<BinaryData?> DeadLetterAsync(string name, CancellationToken cancellationToken) => blobs.ReadAsync(DeadEventCollector.Container, name, cancellationToken);

    public void Dispose() => _one.Dispose();

    private async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (!Exists(name))
        {
            return false;
        }

        if (!await blobs.DeleteAsync(Container, BlobOf(name), cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidOperationException($"The subscription '{name}' is made in code, and is changed there.");
        }

        return await grid.UnsubscribeAsync(name, cancellationToken).ConfigureAwait(false);
    }

    private bool Exists(string name) => grid.Subscriptions.Any(status => status.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string BlobOf(string name) => name.ToLowerInvariant() + ".json";
}
