using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One declared attribute: its shape, and what the pipeline does with its values. Built while the model is defined, then never changed.</summary>
internal sealed class AttributeModel(string name, ValueShape shape)
{
    /// <summary>The name models and HTTP bodies use.</summary>
    public string Name { get; } = name;

    /// <summary>The name in the store: <see cref="EnvelopeNames.Key"/> for the key, otherwise the same unless the model says another.</summary>
    public string StoredName => IsKey ? EnvelopeNames.Key : OtherStoredName ?? Name;

    /// <summary>The name in the store the model says.</summary>
    public string? OtherStoredName { get; set; }

    public ValueShape Shape { get; set; } = shape;

    /// <summary>The CLR property's name; null for attributes the type does not declare.</summary>
    public string? Member { get; init; }

    /// <summary>The CLR type of the value; null when none was ever said.</summary>
    public Type? ValueType { get; init; }

    public bool IsKey { get; set; }

    public bool IsPartition { get; set; }

    public AttributeRole Role { get; set; }

    public bool IsRequired { get; set; }

    /// <summary>Whether the attribute is required of this document.</summary>
    public Func<WriteRun, bool>? RequiredWhen { get; set; }

    /// <summary>Whether null is stored where there is no value.</summary>
    public bool KeepsNull { get; set; }

    /// <summary>Whether null says that there is no value, and no default takes its place.</summary>
    public bool IsOptional { get; init; }

    public ImmutableArray<string> Aliases { get; set; } = [];

    public ImmutableArray<ValueRule> Rules { get; set; } = [];

    public ImmutableArray<LateRule> LateRules { get; set; } = [];

    /// <summary>Makes the value of an absent attribute.</summary>
    public AttributeDefault? Default { get; set; }

    /// <summary>The default when it is always the same, for JSON Schema.</summary>
    public JsonNode? ConstantDefault => Default?.Constant;

    /// <summary>What a reader sees where the store has nothing.</summary>
    public Func<Schema, JsonObject, JsonNode?>? ReadDefault { get; set; }

    /// <summary>Change a value on its way to the store, in this order.</summary>
    public ImmutableArray<WriteTransform> Transforms { get; set; } = [];

    /// <summary>Change a value on its way out of the store, in this order.</summary>
    public ImmutableArray<Func<JsonNode, JsonNode?>> ReadTransforms { get; set; } = [];

    public bool HasRules => Rules.Length > 0 || LateRules.Length > 0;

    public bool HasTransforms => Transforms.Length > 0;

    /// <summary>Whether only the whole document can tell if a value is right, or what it is.</summary>
    public bool NeedsItem => RequiredWhen is not null || Default is { NeedsItem: true } || Rules.Any(rule => rule.NeedsItem) || LateRules.Any(rule => rule.NeedsItem);

    /// <summary>Whether a write must know the value stored before.</summary>
    public bool NeedsPrevious => Transforms.Any(transform => transform.NeedsPrevious);

    /// <summary>Whether writing a value waits for something.</summary>
    public bool IsLate => LateRules.Length > 0 || Default is { IsLate: true } || Transforms.Any(transform => transform.IsLate);

    /// <summary>Whether callers cannot change the attribute of a document that exists.</summary>
    public bool IsFixed => IsKey || IsPartition || Role != AttributeRole.Plain;

    /// <summary>The point in time the attribute has in a document in normal form; null when it has none.</summary>
    public DateTimeOffset? InstantIn(JsonObject normal) =>
        JsonText.TryGetString(normal[Name], out var text) && TextFormats.TryReadInstant(text, out var instant) ? instant : null;

    /// <summary>A value as its transforms leave it, where they need nothing but the value; null when they leave it out.</summary>
    public JsonNode? TransformAlone(JsonNode value)
    {
        JsonNode? result = value;
        foreach (var transform in Transforms)
        {
            result = result is null ? null : transform.Apply(result, null);
        }

        return result;
    }
}
