using System.Collections.Immutable;

namespace Virga.CosmosEmulator;

/// <summary>The databases and containers, held in memory (this process alone has the file) and changed only by the writer after a commit.</summary>
internal sealed class Catalog
{
    private ImmutableDictionary<string, DatabaseInfo> _databases = ImmutableDictionary<string, DatabaseInfo>.Empty;
    private ImmutableDictionary<(uint Database, string Id), ContainerInfo> _containers = ImmutableDictionary<(uint, string), ContainerInfo>.Empty;

    public Catalog(StoreConnection connection)
    {
        var byNumber = new Dictionary<uint, DatabaseInfo>();
        using (var rows = connection.Prepare("SELECT rid, id, etag, ts, offer FROM databases"))
        {
            while (rows.Step())
            {
                var database = new DatabaseInfo((uint)rows.Int64(0), rows.Text(1), rows.Text(2), rows.Int64(3), rows.IsNull(4) ? null : rows.Text(4));
                byNumber.Add(database.Number, database);
                Put(database);
            }
        }

        using var containers = connection.Prepare("SELECT rid, database, definition, etag, ts, offer, ranges, logged FROM containers");
        while (containers.Step())
        {
            var definition = ContainerDefinition.Parse(containers.Blob(2));
            Put(new ContainerInfo(byNumber[(uint)containers.Int64(1)], (uint)containers.Int64(0), definition, containers.Text(3), containers.Int64(4),
                containers.IsNull(5) ? null : containers.Text(5),
                new ContainerState(definition.PartitionKey.IsHierarchical, containers.IsNull(6) ? null : containers.Text(6), containers.IsNull(7) ? null : containers.Int64(7))));
        }
    }

    public IEnumerable<DatabaseInfo> Databases => _databases.Values.OrderBy(database => database.Number);

    public IEnumerable<ContainerInfo> Containers(DatabaseInfo database) =>
        _containers.Values.Where(container => container.Database.Number == database.Number).OrderBy(container => container.Number);

    public IEnumerable<ContainerInfo> AllContainers => _containers.Values;

    /// <summary>A database by its id or its <c>_rid</c>.</summary>
    public DatabaseInfo Database(string name) =>
        _databases.TryGetValue(name, out var database) ? database
        : _databases.Values.FirstOrDefault(candidate => candidate.Rid == name) ?? throw WireFault.NotFound(subStatus: 1003);

    /// <summary>A container by its id or its <c>_rid</c>.</summary>
    public ContainerInfo Container(string database, string name)
    {
        var owner = Database(database);
        return _containers.TryGetValue((owner.Number, name), out var container) ? container
            : _containers.Values.FirstOrDefault(candidate => candidate.Rid == name) ?? throw WireFault.NotFound(subStatus: 1003);
    }

    public void Put(DatabaseInfo database) => _databases = _databases.SetItem(database.Id, database);

    public void Put(ContainerInfo container) => _containers = _containers.SetItem((container.Database.Number, container.Id), container);

    public void Remove(ContainerInfo container) => _containers = _containers.Remove((container.Database.Number, container.Id));

    public void Remove(DatabaseInfo database)
    {
        _databases = _databases.Remove(database.Id);
        _containers = _containers.RemoveRange(Containers(database).Select(container => (database.Number, container.Id)));
    }
}
