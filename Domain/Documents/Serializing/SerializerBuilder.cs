using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Says what a view shows, in this order: what is included, less what is excluded, then changed.</summary>
/// <typeparam name="T">The model's type.</typeparam>
public sealed class SerializerBuilder<T>
{
    private readonly Schema<T> _schema;
    private ImmutableArray<DocumentPath>? _included;
    private ImmutableArray<DocumentPath> _excluded = [];
    private Action<JsonObject, T>? _modify;

    internal SerializerBuilder(Schema<T> schema)
    {
        _schema = schema;
    }

    /// <summary>Shows only these attributes, nested ones too (<c>c => c.Home.City</c>); called again it adds to them, and with none it shows nothing. Without it all are shown.</summary>
    public SerializerBuilder<T> Include(params Expression<Func<T, object?>>[] attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        _included = [.. _included ?? [], .. attributes.Select(PathOf)];
        return this;
    }

    /// <summary>Leaves these attributes out, included or not.</summary>
    public SerializerBuilder<T> Exclude(params Expression<Func<T, object?>>[] attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        _excluded = [.. _excluded, .. attributes.Select(PathOf)];
        return this;
    }

    /// <summary>Changes what is shown, given also the whole document.</summary>
    public SerializerBuilder<T> Modify(Action<JsonObject, T> modify)
    {
        ArgumentNullException.ThrowIfNull(modify);
        _modify += modify;
        return this;
    }

    internal Serializer<T> Build() => new(_included, _excluded, _modify);

    private DocumentPath PathOf(Expression<Func<T, object?>> attribute)
    {
        var path = AttributePath.Resolve(_schema, attribute).Shown;
        return path.Segments.All(segment => segment.Name is not null)
            ? path
            : throw new NotSupportedException($"'{attribute}' is an element of a list; a view shows or hides whole lists.");
    }
}
