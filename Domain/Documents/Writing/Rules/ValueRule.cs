using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One rule about a value that is there and of the right type.</summary>
internal abstract class ValueRule
{
    /// <summary>Whether it looks at the whole document.</summary>
    public virtual bool NeedsItem => false;

    /// <summary>Adds a fault for everything that breaks the rule.</summary>
    public abstract void Check(JsonNode value, WriteRun run);

    /// <summary>Adds the rule's keywords to the value's JSON Schema, where JSON Schema has them.</summary>
    public virtual void Describe(JsonObject schema)
    {
    }
}
