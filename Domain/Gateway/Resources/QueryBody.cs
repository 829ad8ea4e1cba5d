using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Virga.Gateway;

/// <summary>The body of a QUERY request (RFC 10008) as a list's parameters: <c>{"minAge": 3, "sort": "-age", "fields": ["name"]}</c>.</summary>
internal static class QueryBody
{
    public static readonly string[] Types = [JsonBody.Json];

    /// <exception cref="GatewayException">400 <c>validation-failed</c>: the body is no object, or a member is neither text, number, Boolean nor a list of texts.</exception>
    public static IEnumerable<KeyValuePair<string, StringValues>> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw Invalid([new ProblemError("", "wrong-type", "This must be an object.")]);
        }

        var parameters = new List<KeyValuePair<string, StringValues>>();
        var faults = new List<ProblemError>();
        foreach (var member in body.EnumerateObject())
        {
            if (TextOf(member.Value) is { } text)
            {
                parameters.Add(new(member.Name, text));
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                faults.Add(ProblemError.Query(member.Name, "wrong-type", "This must be a text, a number, a Boolean or a list of texts.") with { In = "body" });
            }
        }

        return faults.Count == 0 ? parameters : throw Invalid(faults);
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array when value.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String) =>
            string.Join(',', value.EnumerateArray().Select(element => element.GetString())),
        _ => null,
    };

    private static GatewayException Invalid(IReadOnlyList<ProblemError> faults) =>
        new(new Problem(400, ProblemCodes.ValidationFailed, "The query is not valid.") { Errors = faults });
}
