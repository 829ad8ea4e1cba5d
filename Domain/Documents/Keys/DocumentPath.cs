using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Virga.Documents;

/// <summary>Where a value stands in a document: attribute names and list indexes from the root, as stored.</summary>
public sealed class DocumentPath : IEquatable<DocumentPath>
{
    /// <summary>The document itself.</summary>
    public static readonly DocumentPath Root = new([]);

    private readonly string _pointer;

    private DocumentPath(ImmutableArray<PathSegment> segments)
    {
        Segments = segments;
        var pointer = new StringBuilder();
        foreach (var segment in segments)
        {
            pointer.Append('/');
            pointer.Append(segment.Name?.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
                ?? segment.Index.ToString(CultureInfo.InvariantCulture));
        }

        _pointer = pointer.ToString();
    }

    /// <summary>The steps from the root; empty for the document itself.</summary>
    public ImmutableArray<PathSegment> Segments { get; }

    /// <summary>A path from names, taken literally: dots and slashes in a name are part of it.</summary>
    public static DocumentPath Of(params ReadOnlySpan<string> names)
    {
        var segments = ImmutableArray.CreateBuilder<PathSegment>(names.Length);
        foreach (var name in names)
        {
            segments.Add(new PathSegment(name));
        }

        return new DocumentPath(segments.MoveToImmutable());
    }

    /// <summary>A path from steps.</summary>
    public static DocumentPath From(IEnumerable<PathSegment> segments) => new([.. segments]);

    /// <summary>This path, one name further.</summary>
    public DocumentPath Append(string name) => new(Segments.Add(new PathSegment(name)));

    /// <summary>This path, one list position further (0 is the first).</summary>
    public DocumentPath Append(int index) => new(Segments.Add(new PathSegment(index)));

    /// <summary>The path as a JSON pointer (RFC 6901): <c>/notes/0</c>; empty for the document itself.</summary>
    public override string ToString() => _pointer;

    /// <inheritdoc/>
    public bool Equals(DocumentPath? other) => other is not null && Segments.AsSpan().SequenceEqual(other.Segments.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DocumentPath);

    /// <inheritdoc/>
    public override int GetHashCode() => _pointer.GetHashCode(StringComparison.Ordinal);
}
