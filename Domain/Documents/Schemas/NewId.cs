namespace Virga.Documents;

/// <summary>Ways to make a new document's key; the id itself comes from <see cref="DocumentsOptions.NewGuid"/> and the injected clock.</summary>
public sealed class NewId
{
    private NewId(string name, bool sortable)
    {
        Name = name;
        IsSortable = sortable;
    }

    /// <summary>A UUID version 7 (RFC 9562): keys made later sort later, to the millisecond.</summary>
    public static NewId Sortable { get; } = new(nameof(Sortable), sortable: true);

    /// <summary>A random UUID version 4: keys say nothing about when they were made.</summary>
    public static NewId Random { get; } = new(nameof(Random), sortable: false);

    internal bool IsSortable { get; }

    private string Name { get; }

    /// <summary>The way's name.</summary>
    public override string ToString() => Name;
}
