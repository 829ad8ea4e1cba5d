using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Documents;

/// <summary>A model while it is being defined.</summary>
internal sealed class SchemaDraft<T>(string name) : ObjectDraft(new SchemaSettings(), new FaultList(name), [])
{
    private JsonSerializerOptions? _json;

    public List<AttributeModel> Partitions { get; } = [];

    public List<AttributeModel> Keys { get; } = [];

    public List<ComputedAttribute<T>> Computed { get; } = [];

    public SchemaHooks<T> Hooks { get; } = new();

    public List<SchemaUnion> Unions { get; } = [];

    public List<SchemaIndex> Indexes { get; } = [];

    public List<(LambdaExpression Attribute, bool Descending)[]> PendingIndexes { get; } = [];

    public List<(string Name, LambdaExpression[] Attributes)> PendingUniqueKeys { get; } = [];

    public List<LambdaExpression> PendingUnindexed { get; } = [];

    /// <summary>Whether the types have been looked at, so that it is too late to say how they turn into JSON.</summary>
    public bool IsStarted => _json is not null;

    public override JsonSerializerOptions Json => _json ??= Unions.Count == 0 ? ModelJson.Options : ModelJson.Create([.. Unions]);

    public override void SetUnknown(UnknownPolicy policy) => Settings.Unknown = policy;

    public void AddTimestamp(string name, AttributeRole role, DateStorage storage)
    {
        var attribute = Root.Find(name) ?? Declare(name, TextFormats.DateTime, typeof(DateTimeOffset));
        if (attribute.Role != AttributeRole.Plain)
        {
            Faults.Add(name, "The attribute is already computed or a timestamp. Give each its own name.");
            return;
        }

        if (!IsInstant(attribute.Shape))
        {
            Faults.Add(
                name,
                $"A timestamp is a point in time, but the type declares '{name}' as {attribute.Shape.Description}. Make it a DateTimeOffset, or name the timestamp otherwise.");
        }
        else if (storage != DateStorage.Iso)
        {
            attribute.Shape = new EpochShape(TextFormats.DateTime, storage);
        }

        attribute.Role = role;
    }

    public void AddComputed<TValue>(string name, Func<T, TValue> compute)
    {
        var known = Root.Find(name);
        if (known is { Role: not AttributeRole.Plain })
        {
            Faults.Add(name, "The attribute is already computed or a timestamp. Give each its own name.");
            return;
        }

        var attribute = known ?? FindOrDeclare(name, typeof(TValue));
        attribute.Role = AttributeRole.Computed;
        var codec = new ValueCodec<TValue>(Json);
        Computed.Add(new ComputedAttribute<T>(attribute, value => codec.Write(compute(value)), compute));
    }

    public static bool IsInstant(ValueShape shape) => ReferenceEquals(shape, TextFormats.DateTime) || (shape is EpochShape epoch && ReferenceEquals(epoch.Text, TextFormats.DateTime));

    /// <summary>Finds where the attributes of indexes and unique keys are stored, now that everything is said of them.</summary>
    public void Complete()
    {
        Settings.Unindexed = [.. PendingUnindexed.Select(StoredPath).OfType<DocumentPath>()];
        foreach (var parts in PendingIndexes)
        {
            var index = new SchemaIndex([.. parts.Select(part => (Path: StoredPath(part.Attribute), part.Descending)).Where(part => part.Path is not null)
                .Select(part => new SchemaIndexPart(part.Path!, part.Descending))]);
            if (index.Parts.DistinctBy(part => part.Path).Count() != index.Parts.Length)
            {
                Faults.Add("Index", $"An index names an attribute twice: {string.Join(", ", index.Parts.Select(part => part.Path))}.");
            }
            else if (!index.Parts.IsEmpty)
            {
                Indexes.Add(index);
            }
        }

        foreach (var (key, attributes) in PendingUniqueKeys)
        {
            Settings.UniqueKeys = Settings.UniqueKeys.Add(new UniqueKey(key, [.. attributes.Select(StoredPath).OfType<DocumentPath>()]));
        }
    }

    private DocumentPath? StoredPath(LambdaExpression attribute)
    {
        try
        {
            var path = AttributePath.Resolve(Root, attribute).Stored;
            if (path.Segments.All(segment => segment.Name is not null))
            {
                return path;
            }

            Faults.Add(attribute.Body.ToString(), "An element of a list cannot be part of an index or unique key.");
            return null;
        }
        catch (NotSupportedException exception)
        {
            Faults.Add(attribute.Body.ToString(), exception.Message);
            return null;
        }
    }

    protected override ObjectShape BuildRoot()
    {
        if (typeof(T) == typeof(Document))
        {
            return new ObjectShape(Settings) { IsRoot = true };
        }

        try
        {
            var info = Json.GetTypeInfo(typeof(T));
            if (info.Kind == JsonTypeInfoKind.Object && info.PolymorphismOptions is null)
            {
                return new ShapeFactory(Settings, Faults, Json).OfObject(typeof(T), info, "", isRoot: true);
            }

            Faults.Add(typeof(T).Name, "A model's type is a class or record with properties. For documents of several kinds define a model for each, or keep the kinds in a property.");
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            Faults.Add(typeof(T).Name, $"The type cannot be a model: {exception.Message}");
        }

        return new ObjectShape(Settings) { IsRoot = true };
    }
}
