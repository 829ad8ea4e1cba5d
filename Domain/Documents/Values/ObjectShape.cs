using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>An object with declared attributes. Built while the model is defined, then never changed.</summary>
internal sealed class ObjectShape(SchemaSettings settings) : ValueShape
{
    private readonly List<AttributeModel> _attributes = [];
    private readonly Dictionary<string, AttributeModel> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AttributeModel> _byMember = new(StringComparer.Ordinal);

    public IReadOnlyList<AttributeModel> Attributes => _attributes;

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

    public override JsonObject ToJsonSchema(JsonSchemaContext context) => JsonSchemaWriter.Write(this, settings.Unknown, context);

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
            if (settings.Unknown == UnknownAttributes.Keep && !reserved)
            {
                continue;
            }

            if (settings.Unknown != UnknownAttributes.Drop)
            {
                scope.Push(name);
                scope.Add(FaultCodes.UnknownAttribute, reserved ? $"The name '{name}' is kept for the framework." : $"There is no attribute '{name}'.", value);
                scope.Pop();
            }

            document.RemoveAt(index);
        }
    }
}
