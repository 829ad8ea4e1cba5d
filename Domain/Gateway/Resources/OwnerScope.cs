using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Which documents of a resource one caller may see and write.</summary>
/// <param name="rule">Whose documents are.</param>
/// <param name="owners">Who the caller is; empty only when they see all.</param>
/// <param name="seesAll">Whether they may see everybody's.</param>
internal sealed class OwnerScope(OwnerRule rule, string[] owners, bool seesAll)
{
    private readonly string _name = rule.Attribute.Name;

    /// <summary>Whether the caller may choose keys: who sees only some documents would learn of others by the keys that are taken.</summary>
    public bool ChoosesKeys => seesAll || !rule.MakesKeys;

    /// <summary>What is true of the caller's documents; null when all are.</summary>
    public Condition? Within { get; } = seesAll ? null : Condition.On(rule.Attribute.StoredName).In([.. owners]);

    public bool Sees(JsonObject document) => seesAll || IsOwn(document[_name]);

    /// <summary>What a write demands and keeps beside the version.</summary>
    /// <param name="ifMatch">The version; null for any.</param>
    /// <param name="replacement">The document that takes the other's place; null when parts of it change.</param>
    public JsonWriteOptions WriteOf(string? ifMatch, JsonObject? replacement) => new()
    {
        IfMatch = ifMatch,
        Within = Within,
        Keep = seesAll && (replacement is null || Given(replacement).Any()) ? [] : [_name],
    };

    /// <summary>Makes a new document the caller's unless it says whose it is, and tells which attribute stays as it is: code of the model's own cannot give it to somebody else.</summary>
    /// <exception cref="GatewayException">400: it is to be somebody else's, or one of several owners' and does not say which.</exception>
    public ImmutableArray<string> Own(JsonObject body)
    {
        foreach (var (name, value) in Given(body))
        {
            if (!seesAll && !IsOwn(value))
            {
                throw Invalid(name, FaultCodes.ReadOnly, "This is who the caller is: leave it out.");
            }
        }

        if (!Given(body).Any())
        {
            if (owners.Length == 0)
            {
                return [];
            }

            body[_name] = owners is [var only] ? only
                : throw Invalid(_name, FaultCodes.Required, $"Must be one of those the caller may act for: {string.Join(", ", owners)}.");
        }

        return [_name];
    }

    private bool IsOwn(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue(out string? owner) && owners.Contains(owner, StringComparer.Ordinal);

    /// <summary>What a document says of its owner, under all names it may say it; null counts as nothing.</summary>
    private IEnumerable<(string Name, JsonNode Value)> Given(JsonObject body) =>
        rule.Attribute.Aliases.Prepend(_name).Where(name => body[name] is not null).Select(name => (name, body[name]!));

    private static GatewayException Invalid(string attribute, string code, string message) => new(new Problem(400, ProblemCodes.ValidationFailed, "The document has a fault.")
    {
        Errors = [new ProblemError($"/{attribute}", code, message)],
    });
}
