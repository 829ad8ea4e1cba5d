using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One declared attribute: its shape, and what the pipeline does with its values. Built while the model is defined, then never changed.</summary>
internal sealed class AttributeModel(string name, ValueShape shape)
{
    /// <summary>The name models and HTTP bodies use.</summary>
    public string Name { get; } = name;

    /// <summary>The name in the store: <see cref="EnvelopeNames.Key"/> for the key, otherwise the same.</summary>
    public string StoredName => IsKey ? EnvelopeNames.Key : Name;

    public ValueShape Shape { get; } = shape;

    /// <summary>The CLR property's name; null for attributes the type does not declare.</summary>
    public string? Member { get; init; }

    public bool IsKey { get; set; }

    public bool IsPartition { get; set; }

    public AttributeRole Role { get; set; }

    public bool IsRequired { get; set; }

    public ImmutableArray<string> Aliases { get; set; } = [];

    public ImmutableArray<ValueRule> Rules { get; set; } = [];

    /// <summary>Makes the value of an absent attribute.</summary>
    public Func<WriteMoment, JsonNode?>? Default { get; set; }

    /// <summary>The default when it is always the same, for JSON Schema.</summary>
    public JsonNode? ConstantDefault { get; set; }

    /// <summary>Changes a value on its way to the store.</summary>
    public Func<JsonNode, JsonNode?>? Transform { get; set; }

    public bool HasRules => Rules.Length > 0;

    /// <summary>Whether callers cannot change the attribute of a document that exists.</summary>
    public bool IsFixed => IsKey || IsPartition || Role != AttributeRole.Plain;
}
