namespace Virga.Notifications;

/// <summary>A leaf and the number of its path in an index.</summary>
internal readonly record struct IndexedLeaf(PolicyLeaf Leaf, int Path)
{
    /// <summary>Whether another leaf on the same path asks the same.</summary>
    public bool AsksTheSame(IndexedLeaf other) =>
        Path == other.Path && Leaf.AllowsAbsence == other.Leaf.AllowsAbsence && Leaf.Rules.SequenceEqual(other.Leaf.Rules);

    public int AskedHash()
    {
        var hash = new HashCode();
        hash.Add(Path);
        foreach (var rule in Leaf.Rules)
        {
            hash.Add(rule);
        }

        return hash.ToHashCode();
    }
}
