using System.Text.Json.Serialization;

namespace Virga.Hosting;

/// <summary>An attribute as SNS's envelope has it: <c>{"Type":"String","Value":"x"}</c>.</summary>
internal sealed record FilterPolicyTestAttribute(
    [property: JsonPropertyName("Type")] string Type,
    [property: JsonPropertyName("Value")] string Value);
