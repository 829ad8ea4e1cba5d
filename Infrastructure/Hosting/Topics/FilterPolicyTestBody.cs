using System.Text.Json;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>A policy and a message to try it on.</summary>
internal sealed record FilterPolicyTestBody
{
    /// <summary>A policy as a JSON object, or as the text of one (SNS's own form).</summary>
    public required JsonElement Policy { get; init; }

    /// <summary><c>MessageAttributes</c>, the default, or <c>MessageBody</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>The message's attributes by name, as SNS's envelope has them.</summary>
    public IReadOnlyDictionary<string, FilterPolicyTestAttribute?>? Attributes { get; init; }

    /// <summary>The message's body as text.</summary>
    public string? Body { get; init; }

    /// <exception cref="FilterPolicyException">The policy is not valid.</exception>
    public FilterPolicy ToPolicy(FilterLimits limits) => FilterPolicy.Parse(
        Policy.ValueKind == JsonValueKind.String ? Policy.GetString()! : Policy.GetRawText(),
        FilterPolicy.ParseScope(Scope),
        limits);

    /// <exception cref="NotificationException">An attribute is null.</exception>
    public Dictionary<string, MessageAttribute> ToAttributes() => Attributes?.ToDictionary(
        attribute => attribute.Key,
        attribute => attribute.Value is var (type, value)
            ? new MessageAttribute(type, value)
            : throw new NotificationException(NotificationErrors.InvalidParameter, $"Invalid parameter: attribute '{attribute.Key}' must not be null"),
        StringComparer.Ordinal) ?? [];
}
