using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Gives a model's code the object its builder was for: the document, or the object inside it that the value is in.</summary>
internal sealed class ItemAccess<T>(ObjectDraft draft)
{
    private readonly Lazy<ValueCodec<T>> _codec = new(() => new ValueCodec<T>(draft.Json));
    private readonly int _depth = draft.Place.Length;

    public T Of(WriteRun run)
    {
        if (_depth == 0)
        {
            return (T)run.Item;
        }

        JsonNode value = run.Document!;
        foreach (var segment in run.Scope.Path.Take(_depth))
        {
            value = segment.Name is { } name ? value[name]! : value[segment.Index]!;
        }

        return _codec.Value.Read(value);
    }
}
