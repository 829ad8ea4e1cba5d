using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The versions a model has had, and how a document of each becomes one of the next. Set while the model is defined, then never changed.</summary>
internal sealed class SchemaVersions
{
    private readonly SortedDictionary<int, Action<JsonObject>> _upgrades = [];
    private readonly List<int> _repeated = [];

    /// <summary>The version documents are written in; those that do not say theirs have version 1.</summary>
    public int Current { get; set; } = 1;

    /// <summary>The step from a version to the next.</summary>
    public Action<JsonObject> From(int version) => _upgrades[version];

    public void Add(int from, Action<JsonObject> upgrade)
    {
        if (!_upgrades.TryAdd(from, upgrade))
        {
            _repeated.Add(from);
        }
    }

    public void Check(FaultList faults)
    {
        if (Current < 1)
        {
            faults.Add("Version", $"{Current} is no version. Versions are whole numbers from 1, and every change of the documents' shape adds one.");
            return;
        }

        foreach (var from in _repeated)
        {
            faults.Add("Version", $"There are two upgrades from version {from}. Keep one.");
        }

        foreach (var from in _upgrades.Keys.Where(from => from < 1 || from >= Current))
        {
            faults.Add("Version", $"There is an upgrade from version {from}, but the versions before {Current} are {(Current == 1 ? "none" : $"1 to {Current - 1}")}.");
        }

        foreach (var from in Enumerable.Range(1, Current - 1).Where(from => !_upgrades.ContainsKey(from)))
        {
            faults.Add("Version", $"There is no upgrade from version {from} to {from + 1}. Add Upgrade(from: {from}, json => …); an empty one when every document of version {from} is one of {from + 1}.");
        }
    }
}
