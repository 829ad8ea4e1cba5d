using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A member of an enum, shown by its name: in camel case unless <c>[JsonStringEnumMemberName]</c> says otherwise.</summary>
internal sealed class EnumShape(ImmutableArray<(string Name, long Number)> members, EnumStorage storage) : ValueShape
{
    public override DocumentType Type => DocumentType.String;

    public override DocumentType StoredType => storage == EnumStorage.Number ? DocumentType.Number : DocumentType.String;

    public override bool IsStoredAsIs => storage == EnumStorage.Name;

    public override string Description => $"one of {string.Join(", ", members.Select(member => $"'{member.Name}'"))}";

    // Names order alphabetically, the members by number.
    public override bool IsOrdered => storage == EnumStorage.Number;

    public EnumShape StoredAs(EnumStorage other) => new(members, other);

    public override JsonNode? Normalise(JsonNode value, FaultScope scope) =>
        JsonText.TryGetString(value, out var text) && Find(text) is not null ? value : Refuse(value, scope);

    public override JsonNode ToStored(JsonNode normal) =>
        storage == EnumStorage.Number && JsonText.TryGetString(normal, out var text) && Find(text) is { } number ? JsonValue.Create(number) : normal;

    public override JsonNode? FromStored(JsonNode stored, FaultScope scope)
    {
        if (storage == EnumStorage.Name)
        {
            return stored;
        }

        if (JsonText.TryGetDecimal(stored, out var number))
        {
            foreach (var member in members)
            {
                if (member.Number == number)
                {
                    return JsonValue.Create(member.Name);
                }
            }
        }

        return Refuse(stored, scope);
    }

    public override JsonObject ToJsonSchema(JsonSchemaContext context) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. members.Select(member => JsonValue.Create(member.Name))]) };

    private long? Find(string name)
    {
        foreach (var member in members)
        {
            if (string.Equals(member.Name, name, StringComparison.Ordinal))
            {
                return member.Number;
            }
        }

        return null;
    }
}
