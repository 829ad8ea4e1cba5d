using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Changes a value on its way to the store.</summary>
internal abstract class WriteTransform
{
    /// <summary>Whether it looks at the value stored before.</summary>
    public virtual bool NeedsPrevious => false;

    /// <summary>Whether it waits for something.</summary>
    public virtual bool IsLate => false;

    /// <summary>The value changed; null leaves it out.</summary>
    public abstract JsonNode? Apply(JsonNode value, JsonNode? previous);

    public virtual ValueTask<JsonNode?> ApplyAsync(JsonNode value, JsonNode? previous, CancellationToken cancellationToken) => ValueTask.FromResult(Apply(value, previous));
}
