namespace Virga.CosmosEmulator;

/// <summary>Clears away documents whose time is up, every minute. Nobody sees them before that either; this only frees the space.</summary>
internal sealed class Sweeper : IDisposable
{
    private const int Batch = 1000;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly Catalog _catalog;
    private readonly WriteQueue _writes;
    private readonly ITimer _timer;

    public Sweeper(Catalog catalog, WriteQueue writes, TimeProvider time)
    {
        _catalog = catalog;
        _writes = writes;
        _timer = time.CreateTimer(_ => Sweep(), null, Interval, Interval);
    }

    public void Dispose() => _timer.Dispose();

    private void Sweep()
    {
        foreach (var container in _catalog.AllContainers.Where(container => container.Definition.DefaultTtl is not null || container.State.LoggedSince is not null))
        {
            // What fails now is swept a minute later.
            _ = _writes.RunAsync(context => Sweep(context, container));
        }
    }

    private bool Sweep(WriteContext context, ContainerInfo container)
    {
        if (!_catalog.AllContainers.Contains(container))
        {
            return false;
        }

        if (container.State.LoggedSince is not null)
        {
            new DocumentRows(context, container).Expire(Batch);
            ChangeLog.Purge(context, container);
            return true;
        }

        context.Connection.Prepare(container.Tables.Sweep).Bind(1, container.Definition.DefaultTtl!.Value).Bind(2, (long)context.Now).Bind(3, Batch).Execute();
        if (container.Definition.UniqueKeys.Count > 0)
        {
            context.Connection.Prepare(container.Tables.SweepUnique).Execute();
        }

        return true;
    }
}
