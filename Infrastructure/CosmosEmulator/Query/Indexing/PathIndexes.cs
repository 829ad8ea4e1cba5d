using System.Collections.Concurrent;

namespace Virga.CosmosEmulator;

/// <summary>The indexes over paths: made when queries have looked at many documents for want of one, so that writes pay for no path nobody asks for.</summary>
/// <remarks>An index is made in the writer's turn: writes wait meanwhile, about a second for 300,000 small documents.</remarks>
internal sealed class PathIndexes(Store store)
{
    private const int MostOfContainer = 16;

    private const int MostMissed = 1000;

    /// <summary>Queries that looked at fewer documents than this have nothing to gain.</summary>
    private const int FewDocuments = 200;

    private readonly ConcurrentDictionary<uint, ConcurrentDictionary<string, bool>> _known = new();
    private readonly ConcurrentDictionary<string, long> _missed = new(StringComparer.Ordinal);

    public static bool IsOff(Store store) => store.IndexAfter == int.MaxValue;

    /// <summary>Whether the index is there. Where indexes are to be made at once it is made now.</summary>
    public bool Has(ContainerInfo container, PathIndex index)
    {
        var known = Known(container);
        if (known.ContainsKey(index.Name))
        {
            return true;
        }

        if (store.IndexAfter > 0 || !CanAdd(known, index))
        {
            return false;
        }

        CreateAsync(container, index).GetAwaiter().GetResult();
        return true;
    }

    /// <summary>Counts documents a query looked at for want of an index, and has the index made when they are many.</summary>
    public void Missed(ContainerInfo container, PathIndex index, long looked)
    {
        if (looked < FewDocuments || !CanAdd(Known(container), index))
        {
            return;
        }

        if (_missed.Count >= MostMissed)
        {
            // Names made up at run time are no paths worth an index.
            _missed.Clear();
        }

        if (_missed.AddOrUpdate(index.Name, looked, (_, before) => before + looked) >= store.IndexAfter && _missed.TryRemove(index.Name, out _))
        {
            // Not in the query's time. What fails now is asked for again.
            _ = Task.Run(() => CreateAsync(container, index));
        }
    }

    private static bool CanAdd(ConcurrentDictionary<string, bool> known, PathIndex index) => index.IsPossible && known.Count < MostOfContainer;

    private async Task CreateAsync(ContainerInfo container, PathIndex index)
    {
        try
        {
            await store.Writes.RunAsync(context =>
            {
                if (store.Catalog.AllContainers.Any(existing => existing.Number == container.Number))
                {
                    context.Connection.Execute(index.Create);
                    context.AfterCommit(() => Known(container)[index.Name] = true);
                }

                return true;
            }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WireFault or StorageException && store.IndexAfter > 0)
        {
            // The store is closing, or the container went away meanwhile.
        }
    }

    private ConcurrentDictionary<string, bool> Known(ContainerInfo container) => _known.GetOrAdd(container.Number, _ =>
    {
        var known = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        using var lease = store.Rent();
        using var names = lease.Connection.Prepare("SELECT name FROM sqlite_master WHERE type='index' AND tbl_name=?1 AND name LIKE 'x%'").Bind(1, container.Tables.Documents);
        while (names.Step())
        {
            known[names.Text(0)] = true;
        }

        return known;
    });
}
