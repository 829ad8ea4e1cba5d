using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Virga.Documents;

namespace Virga.LocalHost;

/// <summary>Reads a container's change feed and runs a function for each page of it, in order.</summary>
/// <remarks>A page is checked off when the function has returned or its retries are used up: the Functions host does so too, and loses it then.</remarks>
internal sealed class CosmosListener : ITriggerListener, IDisposable
{
    private static readonly TimeSpan DefaultPollDelay = TimeSpan.FromSeconds(5);

    // A page costs its reading and its check-off, however little is on it: changes that come in quick succession share one.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);

    private readonly FunctionDescriptor _function;
    private readonly CosmosLease _lease;
    private readonly ChangeFeedRequestOptions _options;
    private readonly ChangeFeedMode _mode;
    private readonly TimeSpan _pollDelay;
    private readonly CommitSignal _signal;
    private readonly TriggerInvoker _invoker;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ListenerLoop _loop;
    private long _seen = -1;

    public CosmosListener(
        FunctionDescriptor function, CosmosLease lease, CosmosDBTriggerAttribute trigger, CommitSignal signal, TriggerInvoker invoker, TimeProvider time, ILogger logger)
    {
        (_function, _lease, _signal, _invoker, _time, _logger) = (function, lease, signal, invoker, time, logger);
        _options = new ChangeFeedRequestOptions { PageSizeHint = trigger.MaxItemsPerInvocation > 0 ? trigger.MaxItemsPerInvocation : null };
        _mode = trigger.ChangeFeedMode == CosmosDBChangeFeedMode.AllVersionsAndDeletes ? ChangeFeedMode.AllVersionsAndDeletes : ChangeFeedMode.LatestVersion;
        _pollDelay = trigger.FeedPollDelay > 0 ? TimeSpan.FromMilliseconds(trigger.FeedPollDelay) : DefaultPollDelay;
        _loop = new ListenerLoop(function.Name, ListenAsync, time, logger);
    }

    /// <summary>Whether the function has been given every change up to now. Exact where commits are heard of, which is with the embedded endpoint.</summary>
    public bool IsIdle => Volatile.Read(ref _seen) == _signal.Count;

    /// <summary>How many changes of the container have been heard of.</summary>
    public long Commits => _signal.Count;

    /// <summary>Fixes where "from now on" begins before it returns, so that nothing written after the start is missed.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await _lease.ReadAsync(cancellationToken).ConfigureAwait(false) is null)
            {
                await MarkNowAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is CosmosException or StoreException)
        {
            // The account or container may come later; the loop goes on asking.
            Log.ListenerFailed(_logger, e, _function.Name, DefaultPollDelay);
        }

        _loop.Start();
    }

    public Task StopAsync(CancellationToken cancellationToken) => _loop.StopAsync(cancellationToken);

    public void Dispose()
    {
        _signal.Dispose();
        _loop.Dispose();
    }

    private FeedIterator Read(ChangeFeedStartFrom start) => _lease.Monitored.GetChangeFeedStreamIterator(start, _mode, _options);

    private async Task MarkNowAsync(CancellationToken cancellationToken)
    {
        using var feed = Read(ChangeFeedStartFrom.Now());
        using var response = await feed.ReadNextAsync(cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.NotModified)
        {
            response.EnsureSuccessStatusCode();
        }

        await _lease.WriteAsync(response.ContinuationToken, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    private async Task ListenAsync(CancellationToken stopping, CancellationToken dropping)
    {
        using var feed = Read(await _lease.ReadAsync(stopping).ConfigureAwait(false) ?? ChangeFeedStartFrom.Now());
        while (!stopping.IsCancellationRequested)
        {
            var heard = _signal.Count;
            using var response = await feed.ReadNextAsync(stopping).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotModified)
            {
                Volatile.Write(ref _seen, heard);
                await _signal.WaitAsync(_pollDelay, _time, stopping).ConfigureAwait(false);
                continue;
            }

            response.EnsureSuccessStatusCode();
            var count = await HandleAsync(response, stopping, dropping).ConfigureAwait(false);
            if (_signal.Count != heard && count < (_options.PageSizeHint ?? int.MaxValue))
            {
                await Task.Delay(Gathering, TimeProvider.System, stopping).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Runs the function for a page and checks the page off. How many changes were on it.</summary>
    private async Task<int> HandleAsync(ResponseMessage response, CancellationToken stopping, CancellationToken dropping)
    {
        var page = await JsonDocument.ParseAsync(response.Content, cancellationToken: stopping).ConfigureAwait(false);
        JsonElement[] items = [.. page.RootElement.GetProperty("Documents").EnumerateArray()];

        // A page whose invocation was cancelled is not checked off, so it comes again.
        if (items.Length > 0 && !await _invoker.TryInvokeAsync(new TriggerInvocation(_function, items), dropping, stopping).ConfigureAwait(false))
        {
            Log.ChangesLost(_logger, items.Length, _function.Name);
        }

        await _lease.WriteAsync(response.ContinuationToken, _time.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
        return items.Length;
    }
}
