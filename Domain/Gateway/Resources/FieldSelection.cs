using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Collections.Immutable;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>The attributes a client wants of each document: <c>fields=name,home.city</c>. Absent ones are left out.</summary>
internal sealed class FieldSelection
{
    private const int Most = 50;

    private readonly Dictionary<string, FieldSelection?> _wanted = new(StringComparer.Ordinal);
    private readonly string _version;

    private FieldSelection(string text) => _version = text;

    /// <summary>Reads a selection; a fault's text when an attribute is not the model's.</summary>
    public static (FieldSelection? Selection, string? Fault) Read(string text, Schema schema)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length is 0 or > Most)
        {
            return (null, $"This is 1 to {Most} attributes, separated by commas.");
        }

        var selection = new FieldSelection(Digest(names));
        foreach (var name in names)
        {
            var steps = name.Split('.');
            if (!Knows(schema.Attributes, steps))
            {
                return (null, $"'{name}' is no attribute of '{schema.Name}'.");
            }

            selection.Add(steps);
        }

        return (selection, null);
    }

    /// <summary>The version of this view of a document: the document's own, and which fields.</summary>
    public string VersionOf(string etag) => $"{etag}{Preconditions.ViewMark}{_version}";

    public void Write(Utf8JsonWriter json, JsonObject document)
    {
        json.WriteStartObject();
        foreach (var (name, value) in document)
        {
            if (!_wanted.TryGetValue(name, out var inner))
            {
                continue;
            }

            json.WritePropertyName(name);
            WriteValue(json, value, inner);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, JsonNode? value, FieldSelection? inner)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case JsonObject part when inner is not null:
                inner.Write(json, part);
                break;
            case JsonArray list when inner is not null:
                json.WriteStartArray();
                foreach (var element in list)
                {
                    WriteValue(json, element, inner);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static string Digest(string[] names) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', names.Order(StringComparer.Ordinal)))).AsSpan(0, 6));

    /// <summary>Below an object or list whose parts the model does not name, every name is good.</summary>
    private static bool Knows(ImmutableArray<SchemaAttribute> attributes, ReadOnlySpan<string> steps)
    {
        var name = steps[0];
        var attribute = attributes.FirstOrDefault(known => known.Name == name);
        return attribute is not null && (steps.Length == 1 || (attribute.Attributes.IsEmpty ? attribute.Type is DocumentType.Object or DocumentType.List : Knows(attribute.Attributes, steps[1..])));
    }

    private void Add(ReadOnlySpan<string> steps)
    {
        var isKnown = _wanted.TryGetValue(steps[0], out var inner);
        if (steps.Length == 1)
        {
            _wanted[steps[0]] = null;
        }
        else if (!isKnown || inner is not null)
        {
            inner ??= new FieldSelection("");
            _wanted[steps[0]] = inner;
            inner.Add(steps[1..]);
        }
    }
}
