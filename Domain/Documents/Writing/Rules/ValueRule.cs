using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One rule about a value that is there and of the right type.</summary>
internal abstract class ValueRule
{
    /// <summary>The fault's code and message, or null when the value keeps the rule.</summary>
    public abstract (string Code, string Message)? Check(JsonNode value);

    /// <summary>Adds the rule's keywords to the value's JSON Schema, where JSON Schema has them.</summary>
    public virtual void Describe(JsonObject schema)
    {
    }
}
