namespace Virga.Notifications;

/// <summary>Takes leaves that ask the same of the same path for equal, whichever policies they are of.</summary>
internal sealed class LeafComparer : IEqualityComparer<IndexedLeaf>
{
    public static readonly LeafComparer Instance = new();

    public bool Equals(IndexedLeaf x, IndexedLeaf y) => x.AsksTheSame(y);

    public int GetHashCode(IndexedLeaf obj) => obj.AskedHash();
}
