using System.Collections.Concurrent;

namespace Virga.CosmosEmulator;

/// <summary>The indexes over paths: made when queries have looked at many documents for want of one, so that writes pay for no path nobody asks for.</summary>
/// <remarks>An index is made in the writer's turn: writes wait meanwhile, about a second for 300,000 small documents.</remarks>
internal sealed class PathIndexes(Store store)
{
    /// <summary>Every one costs a write: above this, the one not used for longest makes way.</summary>
    private const int MostOfContainer = 8;

    private const int MostMissed = 1000;

    /// <summary>Queries that looked at fewer documents than this have nothing to gain.</summary>
    private const int FewDocuments = 200;

    /// <summary>The indexes of each container by their names, with when they were last used.</summary>
    private readonly ConcurrentDictionary<uint, ConcurrentDictionary<string, long>> _known = new();
    private readonly ConcurrentDictionary<string, long> _missed = new(StringComparer.Ordinal);
    private long _uses;

    public static bool IsOff(Store store) => store.IndexAfter == int.MaxValue;

    /// <summary>Whether the index is there. Where indexes are to be made at once it is made now.</summary>
    public bool Has(ContainerInfo container, PathIndex index)
    {
        var known = Known(container);
        if (known.ContainsKey(index.Name))
        {
            known[index.Name] = Interlocked.Increment(ref _uses);
            return true;
        }

        if (store.IndexAfter > 0 || !index.IsPossible)
        {
            return false;
        }

        CreateAsync(container, index).GetAwaiter().GetResult();
        return true;
    }

    /// <summary>Counts documents a query looked at for want of an index, and has the index made when they are many.</summary>
    public void Missed(ContainerInfo container, PathIndex index, long looked)
    {
        if (looked < FewDocuments || !index.IsPossible)
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

    /// <summary>Drops the indexes over paths that a container's new policy excludes, in the writer's transaction that replaces it.</summary>
    public void DropExcluded(WriteContext context, ContainerInfo replaced)
    {
        var policy = new IndexPolicy(replaced.Definition.Json["indexingPolicy"]);
        foreach (var name in Known(replaced).Keys.Where(name => !policy.Includes(PathKeyReader.Parse(name[name.IndexOf('/', StringComparison.Ordinal)..]).Names)))
        {
            Drop(context, replaced, name);
        }
    }

    private void Drop(WriteContext context, ContainerInfo container, string name)
    {
        // Forgotten first, so that no query chooses it any more.
        var known = Known(container);
        known.TryRemove(name, out _);
        context.OnRollback(() => known[name] = 0);
        context.Connection.Execute($"DROP INDEX IF EXISTS {PathIndex.Quoted(name)}");
    }

    private async Task CreateAsync(ContainerInfo container, PathIndex index)
    {
        try
        {
            await store.Writes.RunAsync(context =>
            {
                if (store.Catalog.AllContainers.Any(existing => existing.Number == container.Number))
                {
                    var known = Known(container);
                    if (known.Count >= MostOfContainer && !known.ContainsKey(index.Name))
                    {
                        Drop(context, container, known.MinBy(other => other.Value).Key);
                    }

                    context.Connection.Execute(index.Create);
                    context.AfterCommit(() => known[index.Name] = Interlocked.Increment(ref _uses));
                }

                return true;
            }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WireFault or StorageException && store.IndexAfter > 0)
        {
            // The store is closing, or the container went away meanwhile.
        }
    }

    private ConcurrentDictionary<string, long> Known(ContainerInfo container) => _known.GetOrAdd(container.Number, _ =>
    {
        var known = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        using var lease = store.Rent();
        using var names = lease.Connection.Prepare("SELECT name FROM sqlite_master WHERE type='index' AND tbl_name=?1 AND name LIKE 'x%'").Bind(1, container.Tables.Documents);
        while (names.Step())
        {
            known[names.Text(0)] = 0;
        }

        return known;
    });
}
