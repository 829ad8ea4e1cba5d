using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One document on its way through the write pipeline: what its stages share.</summary>
internal sealed class WriteRun(Schema schema, WriteMoment moment, FaultScope scope)
{
    private object? _item;
    private List<(DocumentPath Path, Func<CancellationToken, ValueTask> Run)>? _late;

    public Schema Schema { get; } = schema;

    public WriteMoment Moment { get; } = moment;

    public FaultScope Scope { get; } = scope;

    /// <summary>The whole document in normal form; null when only a part of one is looked at.</summary>
    public JsonObject? Document { get; init; }

    /// <summary>The document stored before, in normal form; null when there is none or nobody asked.</summary>
    public JsonObject? Previous { get; init; }

    /// <summary>The attributes that the model's own code does not change.</summary>
    public ImmutableArray<string> Keep { get; init; } = [];

    /// <summary>Whether what has a default is there by now; else it may be missing.</summary>
    public bool FillsDefaults { get; init; } = true;

    /// <summary>The document as the model's type, as it is now.</summary>
    public object Item => _item ??= Schema.ItemOf(Document ?? throw new InvalidOperationException("Only a part of the document is here."));

    /// <summary>Whether the model's own code can be shown the document.</summary>
    public bool HasItem => Document is not null && !Scope.AnyBroken;

    public static InvalidOperationException Late() =>
        new("The model has asynchronous rules, defaults or transforms, which this write cannot wait for.");

    /// <summary>The document has changed: the next look at <see cref="Item"/> is a new one.</summary>
    public void Changed() => _item = null;

    /// <summary>The value stored before at the place the scope stands; null when there was none.</summary>
    public JsonNode? PreviousHere()
    {
        JsonNode? value = Previous;
        foreach (var segment in Scope.Path)
        {
            value = value switch
            {
                JsonObject map when segment.Name is { } name => map[name],
                JsonArray list when segment.Name is null && segment.Index < list.Count => list[segment.Index],
                _ => null,
            };
        }

        return value;
    }

    /// <summary>Does something that waits at the end of the stage, with the scope standing where it stands now.</summary>
    public void Later(Func<CancellationToken, ValueTask> run) => (_late ??= []).Add((DocumentPath.From(Scope.Path), run));

    /// <summary>Does what the stage put off.</summary>
    public async ValueTask FinishStageAsync(CancellationToken cancellationToken)
    {
        if (_late is null)
        {
            return;
        }

        foreach (var (path, run) in _late)
        {
            Scope.Push(path);
            await run(cancellationToken).ConfigureAwait(false);
            Scope.Pop(path);
        }

        _late = null;
    }
}
