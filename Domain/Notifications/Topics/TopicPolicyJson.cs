using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Notifications;

/// <summary>A topic's policy in the JSON form of SNS's attribute <c>Policy</c>. What our policies do not have, conditions above all, is refused rather than ignored.</summary>
internal static class TopicPolicyJson
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly TopicStatement DefaultStatement = new("__default_statement_ID", [TopicStatement.Everybody], [TopicAction.Publish, TopicAction.Subscribe]);

    private static readonly string[] Known = ["Sid", "Effect", "Principal", "Action", "Resource"];

    /// <summary>The policy as JSON; of a topic that has none, SNS's default one.</summary>
    public static string Write(TopicPolicy policy, string arn)
    {
        var statements = policy.Statements.IsEmpty ? [DefaultStatement] : policy.Statements;
        var json = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Id"] = policy.Statements.IsEmpty ? "__default_policy_ID" : "topic",
            ["Statement"] = new JsonArray([.. statements.Select(statement => (JsonNode)WriteStatement(statement, arn))]),
        };
        return json.ToJsonString(Relaxed);
    }

    /// <summary>Reads a policy; an empty text is the default one.</summary>
    /// <exception cref="NotificationException">It is no policy as this framework has them.</exception>
    public static TopicPolicy Read(string text, string arn)
    {
        if (text.Length == 0)
        {
            return TopicPolicy.Default;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var list = document.RootElement.GetProperty("Statement");
            List<TopicStatement> statements = list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select((json, index) => ReadStatement(json, index, arn))] : [ReadStatement(list, 0, arn)];

            // As it was written, and alone: one that was changed and put back bears the same label, and means something else.
            return statements is [var only] && IsDefault(only) ? TopicPolicy.Default : TopicPolicy.Of(statements);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw TopicPolicy.Invalid("it must be a JSON object with a list 'Statement', each with 'Effect', 'Principal', 'Action' and 'Resource'");
        }
    }

    private static bool IsDefault(TopicStatement statement) =>
        !statement.IsDeny && statement.Label == DefaultStatement.Label && statement.Principals.SequenceEqual(DefaultStatement.Principals) && DefaultStatement.Actions.All(statement.Actions.Contains);

    private static JsonObject WriteStatement(TopicStatement statement, string arn) => new JsonObject
    {
        ["Sid"] = statement.Label,
        ["Effect"] = statement.IsDeny ? "Deny" : "Allow",
        ["Principal"] = new JsonObject { ["Virga"] = List(statement.Principals) },
        ["Action"] = List(statement.Actions.Select(action => $"SNS:{action}")),
        ["Resource"] = arn,
    };

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    private static TopicStatement ReadStatement(JsonElement json, int index, string arn)
    {
        if (json.EnumerateObject().Select(member => member.Name).Except(Known).FirstOrDefault() is { } other)
        {
            throw TopicPolicy.Invalid($"'{other}' of a statement is not supported; a statement has {string.Join(", ", Known)}");
        }

        if (Texts(json.GetProperty("Resource")) is not [var resource] || (resource != arn && resource != TopicStatement.Everybody))
        {
            throw TopicPolicy.Invalid($"the resource of a statement is the topic, '{arn}', alone");
        }

        var label = json.TryGetProperty("Sid", out var sid) ? sid.GetString()! : $"statement-{index + 1}";
        return new TopicStatement(label, Principals(json.GetProperty("Principal")), [.. Texts(json.GetProperty("Action")).SelectMany(Actions).Distinct()], IsDeny(json.GetProperty("Effect")));
    }

    private static bool IsDeny(JsonElement effect) => effect.GetString() switch
    {
        "Allow" => false,
        "Deny" => true,
        var other => throw TopicPolicy.Invalid($"effect '{other}' is neither Allow nor Deny"),
    };

    private static ImmutableArray<string> Principals(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().ToList() is [{ Name: "Virga" or "AWS" } only] ? Texts(only.Value) : throw TopicPolicy.Invalid("a principal is '*' or {\"Virga\": …}")
        : Texts(json);

    private static ImmutableArray<string> Texts(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(element => element.GetString()!)] : [json.GetString()!];

    /// <summary>The actions of an action's name, with or without <c>SNS:</c>.</summary>
    /// <exception cref="NotificationException">Policies do not decide about it.</exception>
    public static IEnumerable<TopicAction> Actions(string? name)
    {
        var own = name is null ? "" : name.StartsWith("SNS:", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;
        if (own == "*")
        {
            return [TopicAction.Publish, TopicAction.Subscribe];
        }

        return Enum.TryParse<TopicAction>(own, ignoreCase: true, out var action) && char.IsAsciiLetter(own[0]) ? [action] : throw TopicPolicy.OutOfScope();
    }
}
