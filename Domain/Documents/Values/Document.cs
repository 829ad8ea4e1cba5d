using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Virga.Documents;

/// <summary>A document of a model without a CLR type: JSON with a few conveniences. See <see cref="Schema.Define(string, Action{SchemaBuilder{Document}})"/>.</summary>
[JsonConverter(typeof(DocumentConverter))]
[SuppressMessage("Naming", "CA1710", Justification = "It is a document that can be written as a collection initialiser, not a collection.")]
public sealed class Document
{
    /// <summary>An empty document.</summary>
    public Document()
        : this([])
    {
    }

    /// <summary>A document over JSON, which is not copied.</summary>
    public Document(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        Json = json;
    }

    /// <summary>The document as JSON.</summary>
    public JsonObject Json { get; }

    /// <summary>An attribute; null when it is absent or null.</summary>
    public JsonNode? this[string name]
    {
        get => Json[name];
        set => Json[name] = value;
    }

    /// <summary>A document from JSON text.</summary>
    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static Document Parse([StringSyntax(StringSyntaxAttribute.Json)] string json) =>
        new(JsonNode.Parse(json) as JsonObject ?? throw new JsonException("A document is a JSON object."));

    /// <summary>An attribute as a CLR value, read as models read theirs; the type's default when it is absent or null.</summary>
    /// <exception cref="JsonException">The attribute has another type.</exception>
    public T? Get<T>(string name) => Json[name] is { } value ? value.Deserialize<T>(ModelJson.Options) : default;

    /// <summary>Gives an attribute a CLR value, written as models write theirs; null removes it.</summary>
    public Document Set<T>(string name, T? value)
    {
        if (value is null)
        {
            Json.Remove(name);
        }
        else
        {
            Json[name] = JsonSerializer.SerializeToNode(value, ModelJson.Options);
        }

        return this;
    }

    /// <summary>The document as JSON text.</summary>
    public override string ToString() => Json.ToJsonString();
}
