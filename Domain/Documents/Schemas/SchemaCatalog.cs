using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>All models of an application.</summary>
public sealed class SchemaCatalog
{
    /// <summary>A catalog of these models. Nothing is checked yet.</summary>
    public SchemaCatalog(IEnumerable<Schema> schemas)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        Schemas = [.. schemas.Distinct()];
    }

    /// <summary>The models, in the order they were added.</summary>
    public ImmutableArray<Schema> Schemas { get; }

    /// <summary>The model of that name, or null.</summary>
    public Schema? Find(string name) => Schemas.FirstOrDefault(schema => string.Equals(schema.Name, name, StringComparison.Ordinal));

    /// <summary>The model over a CLR type; null when there is none, or several, or the type is that of models without one.</summary>
    public Schema? Of(Type type) => type != typeof(Document) && Schemas.Where(schema => schema.ValueType == type).Take(2).ToArray() is [var only] ? only : null;

    /// <summary>Throws when anything is wrong with any model, and when two have the same name.</summary>
    /// <exception cref="SchemaException">It has all faults of all models.</exception>
    public void Validate()
    {
        if (Faults() is { IsEmpty: false } faults)
        {
            throw new SchemaException(faults);
        }
    }

    /// <summary>Everything that is wrong; the host asks at start.</summary>
    internal ImmutableArray<SchemaFault> Faults()
    {
        var faults = Schemas.SelectMany(schema => schema.Faults).ToImmutableArray().ToBuilder();
        foreach (var same in Schemas.GroupBy(schema => schema.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            var types = string.Join(", ", same.Select(schema => schema.ValueType.Name));
            faults.Add(new SchemaFault(same.Key, "name", $"{same.Count()} models are called '{same.Key}' (over {types}). Give each its own name."));
        }

        if (faults.Count == 0)
        {
            faults.AddRange(new ContainerLayouts(Schemas).Faults);
        }

        return faults.ToImmutable();
    }
}
