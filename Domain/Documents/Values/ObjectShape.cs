using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>An object with declared attributes. Built while the model is defined, then never changed.</summary>
internal sealed class ObjectShape(SchemaSettings settings) : ValueShape
{
    private readonly List<AttributeModel> _attributes = [];
    private readonly Dictionary<string, AttributeModel> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AttributeModel> _byMember = new(StringComparer.Ordinal);

    public IReadOnlyList<AttributeModel> Attributes => _attributes;

    /// <summary>What this object does with attributes nobody declared; null for what the document does.</summary>
    public UnknownPolicy? OwnUnknown { get; set; }

    public UnknownPolicy Unknown => OwnUnknown ?? settings.Unknown;

    /// <summary>True for the document itself, whose attributes cannot have the envelope's names.</summary>
    public bool IsRoot { get; init; }

    public override DocumentType Type => DocumentType.Object;

    public override string Description => "an object";

    public void Add(AttributeModel attribute)
    {
        _attributes.Add(attribute);
        _byName.Add(attribute.Name, attribute);
        if (attribute.Member is not null)
        {
            _byMember.TryAdd(attribute.Member, attribute);
        }
    }

    public AttributeModel? Find(string name) => _byName.GetValueOrDefault(name);

    public AttributeModel? FindMember(string member) => _byMember.GetValueOrDefault(member);

    public override JsonNode? Normalise(JsonNode value, FaultScope scope)
    {
        if (value is not JsonObject document)
        {
            return Refuse(value, scope);
        }

        var known = 0;
        foreach (var attribute in _attributes)
        {
            if (NormaliseAttribute(document, attribute, scope))
            {
                known++;
            }
        }

        if (known < document.Count)
        {
            TreatUnknown(document, scope);
        }

        return document;
    }

    public override JsonNode ToStored(JsonNode normal)
    {
        foreach (var attribute in _attributes)
        {
            if (normal is JsonObject document && document[attribute.Name] is { } value)
            {
                Put(document, attribute.Name, NameOf(attribute), value, attribute.Shape.ToStored(value));
            }
        }

        return normal;
    }

    public override JsonNode? FromStored(JsonNode stored, FaultScope scope)
    {
        foreach (var attribute in _attributes)
        {
            if (stored is JsonObject document && document[NameOf(attribute)] is { } value)
            {
                scope.Push(attribute.Name);
                Put(document, NameOf(attribute), attribute.Name, value, attribute.Shape.FromStored(value, scope));
                scope.Pop();
            }
        }

        return stored;
    }

    public override JsonObject ToJsonSchema(JsonSchemaContext context) => JsonSchemaWriter.Write(this, Unknown, context);

    // The key's own name in the store is the envelope's business.
    private static string NameOf(AttributeModel attribute) => attribute.OtherStoredName ?? attribute.Name;

    private static void Put(JsonObject document, string from, string to, JsonNode before, JsonNode? after)
    {
        if (from != to)
        {
            var index = document.IndexOf(from);
            document.RemoveAt(index);
            document.Insert(index, to, after);
        }
        else if (!ReferenceEquals(before, after))
        {
            document[to] = after;
        }
    }

    private static bool NormaliseAttribute(JsonObject document, AttributeModel attribute, FaultScope scope)
    {
        if (attribute.Aliases.Length > 0)
        {
            TakeAliases(document, attribute, scope);
        }

        if (!document.TryGetPropertyValue(attribute.Name, out var given))
        {
            return false;
        }

        if (given is null)
        {
            if (attribute.IsOptional)
            {
                // It says that there is no value, which the defaults must see.
                return true;
            }

            document.Remove(attribute.Name);
            return false;
        }

        scope.Push(attribute.Name);
        var normal = attribute.Shape.Normalise(given, scope);
        if (!ReferenceEquals(normal, given))
        {
            document[attribute.Name] = normal;
        }

        scope.Pop();
        return true;
    }

    private static void TakeAliases(JsonObject document, AttributeModel attribute, FaultScope scope)
    {
        foreach (var alias in attribute.Aliases)
        {
            if (!document.TryGetPropertyValue(alias, out var value))
            {
                continue;
            }

            document.Remove(alias);
            if (!document.TryAdd(attribute.Name, value))
            {
                scope.Push(alias);
                scope.Add(FaultCodes.AliasConflict, $"'{alias}' is another name of '{attribute.Name}', which is given too. Give one of them.", value);
                scope.Pop();
            }
        }
    }

    private void TreatUnknown(JsonObject document, FaultScope scope)
    {
        for (var index = document.Count - 1; index >= 0; index--)
        {
            var (name, value) = document.GetAt(index);
            if (_byName.ContainsKey(name))
            {
                continue;
            }

            var reserved = IsRoot && EnvelopeNames.IsReserved(name);
            if (!reserved && Unknown.Keep(name, value, scope))
            {
                continue;
            }

            if (Unknown.Otherwise == UnknownAttributes.Refuse || (reserved && Unknown.Otherwise == UnknownAttributes.Keep))
            {
                scope.Push(name);
                scope.Add(FaultCodes.UnknownAttribute, reserved ? $"The name '{name}' is kept for the framework." : $"There is no attribute '{name}'.", value);
                scope.Pop();
            }

            document.RemoveAt(index);
        }
    }
}
