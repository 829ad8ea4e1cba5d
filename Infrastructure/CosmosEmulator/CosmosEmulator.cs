using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Virga.CosmosEmulator;

/// <summary>A Cosmos DB account in this process: it answers the official SDKs' protocol and keeps its data in one SQLite file, or in memory.</summary>
/// <remarks>
/// In process, give the SDK <c>ConnectionMode.Gateway</c> and <c>HttpClientFactory = () => new HttpClient(emulator.CreateHandler(), disposeHandler: false)</c>
/// with <see cref="Endpoint"/>. Only one process may have a file open.
/// Data is written with WAL and synchronous=NORMAL: acknowledged writes survive the death of the process, not the loss of power.
/// </remarks>
public sealed class CosmosEmulator : IAsyncDisposable
{
    private readonly Store _store;
    private readonly Router _router;
    private readonly CosmosEmulatorOptions _options;
    private ImmutableArray<Action<CosmosCommit>> _listeners = [];

    private CosmosEmulator(CosmosEmulatorOptions options)
    {
        _store = new Store(options, Committed);
        Faults = new CosmosFaults(_store.History);
        _router = new Router(_store, Faults, options.TimeProvider);
        _options = options;
    }

    /// <summary>The address to give an SDK that uses <see cref="CreateHandler"/>; nothing listens there.</summary>
    public static Uri Endpoint { get; } = new("https://virga.localhost/");

    /// <summary>Faults to answer with, for tests of what an application does about them.</summary>
    public CosmosFaults Faults { get; }

    internal Store Store => _store;

    internal Router Router => _router;

    /// <summary>Opens the endpoint over a file, created when absent, or in memory.</summary>
    /// <exception cref="IOException">Another process has the file open; the message names its id.</exception>
    public static CosmosEmulator Open(CosmosEmulatorOptions? options = null) => new(options ?? new CosmosEmulatorOptions());

    /// <summary>A message handler that answers in process, without a socket. It holds nothing: make as many as you like, dispose them or not.</summary>
    public HttpMessageHandler CreateHandler() => new EmulatorHandler(_router);

    /// <summary>A request delegate for a port; requests must be signed with the account key.</summary>
    /// <exception cref="FormatException">The account key is not base64.</exception>
    public RequestDelegate CreateRequestDelegate() => new EmulatorEndpoint(_router, new RequestSignature(_options.Key, _options.TimeProvider).Check).HandleAsync;

    /// <summary>Writes a copy of all data, as it is at this moment, into a new file that can be opened in its place. Readers and writers go on meanwhile.</summary>
    /// <exception cref="IOException">The file exists.</exception>
    public void BackUp(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
        {
            throw new IOException($"The file '{path}' exists; a backup does not overwrite.");
        }

        _store.BackUp(path);
    }

    /// <summary>
    /// Splits the physical partition key range of a container that has the most documents in two, as the service does when one grows too large. Clients that still ask the old range
    /// hear 410/1002 and look again; queries, change feeds and their processors go on over both.
    /// </summary>
    /// <param name="database">The id of the database.</param>
    /// <param name="container">The id of the container.</param>
    /// <returns>The ids of the ranges there are now, in the order of their keys.</returns>
    /// <exception cref="ArgumentException">There is no such container.</exception>
    public async Task<IReadOnlyList<string>> SplitAsync(string database, string container)
    {
        ArgumentException.ThrowIfNullOrEmpty(database);
        ArgumentException.ThrowIfNullOrEmpty(container);
        try
        {
            var ranges = await _router.Partitions.SplitAsync(_store.Catalog.Container(database, container), null).ConfigureAwait(false);
            return [.. ranges.Live.Select(range => range.Id.ToString(CultureInfo.InvariantCulture))];
        }
        catch (WireFault fault)
        {
            throw new ArgumentException($"The container '{container}' in the database '{database}' cannot be split: {fault.Message}", nameof(container), fault);
        }
    }

    /// <summary>Calls back after each commit of documents, once a container, on the thread that committed: return quickly and do not throw.</summary>
    /// <returns>Ends the calls when disposed.</returns>
    public IDisposable OnCommit(Action<CosmosCommit> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        ImmutableInterlocked.Update(ref _listeners, static (listeners, added) => listeners.Add(added), listener);
        return new Subscription(this, listener);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Committed(IReadOnlyList<CosmosCommit> commits)
    {
        foreach (var listener in _listeners)
        {
            foreach (var commit in commits)
            {
                listener(commit);
            }
        }
    }

    private sealed class Subscription(CosmosEmulator emulator, Action<CosmosCommit> listener) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref emulator._listeners, static (listeners, removed) => listeners.Remove(removed), listener);
    }
}
