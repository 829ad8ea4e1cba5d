namespace Virga.Documents;

/// <summary>Which updates a store does by itself in one request (<see cref="StoreOperation.Patch"/>), whatever the document holds. The rest are read, applied and written back with the ETag.</summary>
/// <remarks>
/// <para>The rule is Cosmos DB's patch measured against <see cref="UpdateApplier"/>; every store keeps to it. Native are <see cref="UpdateAction.Set"/>, <see cref="UpdateAction.Increment"/> and
/// <see cref="UpdateAction.Remove"/> (two operations of a patch: set, then remove, since removing what is absent fails there) along a path of plain names.</para>
/// <para>Guarded are <see cref="UpdateAction.Append"/>, <see cref="UpdateAction.Insert"/>, and native actions at positions of lists: a store takes them with a patch that asks whether the list is there
/// (<see cref="NeedOf"/>), and refuses them with <see cref="StoreRequestException"/> when it is not.</para>
/// <para>Neither are <see cref="UpdateAction.SetIfAbsent"/>, <see cref="UpdateAction.Union"/> and <see cref="UpdateAction.Except"/>, and names that a patch path would
/// read otherwise: digits only, <c>-</c>, empty, or with <c>/</c> or <c>~</c>. A patch with one of them is refused with <see cref="StoreRequestException"/>.</para>
/// </remarks>
public static class PatchRules
{
    /// <summary>Whether a patch means the same as <see cref="UpdateApplier"/> for every document.</summary>
    public static bool IsNative(UpdateAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action is UpdateAction.Set or UpdateAction.Increment or UpdateAction.Remove && IsPlain(action.Path);
    }

    /// <summary>Whether all actions are native and fit one patch: at least one, and at most <see cref="StoreLimits.ActionsPerPatch"/> operations.</summary>
    public static bool IsNative(IReadOnlyCollection<UpdateAction> actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        return actions.Count > 0 && actions.All(IsNative) && actions.Sum(OperationsOf) <= StoreLimits.ActionsPerPatch;
    }

    /// <summary>Whether a patch takes the condition along: everything but questions about elements of lists (<see cref="Condition.AnyElement"/>, <see cref="Condition.AllElements"/>),
    /// because Cosmos DB's filter predicates take no subqueries. Writes with others read first and write with the version read.</summary>
    public static bool IsNative(Condition? condition) => condition switch
    {
        Condition.All all => all.Parts.All(IsNative),
        Condition.Any any => any.Parts.All(IsNative),
        Condition.Not not => IsNative(not.Part),
        _ => condition is not (Condition.AnyElement or Condition.AllElements),
    };

    /// <summary>Whether a patch means the same as <see cref="UpdateApplier"/> for documents that have what <see cref="NeedOf"/> says.</summary>
    public static bool IsGuarded(UpdateAction action) => NeedOf(action) is not null && action.Path.Segments.All(segment => segment.Name is null || IsPlain(segment.Name));

    /// <summary>What a document must have for a patch with the action to mean what it says; null for what needs nothing, and for what no patch can do.</summary>
    public static Condition? NeedOf(UpdateAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        switch (action)
        {
            case UpdateAction.Append or UpdateAction.Insert { Position: 0 }:
                return new Condition.OfType(action.Path, DocumentType.List);
            case UpdateAction.Insert { Position: > 0 } insert:
                return new Condition.Exists(action.Path.Append(insert.Position - 1));
            case UpdateAction.Set or UpdateAction.Increment or UpdateAction.Remove when action.Path.Segments.Any(segment => segment.Name is null):
                var last = action.Path.Segments.Length;
                while (action.Path.Segments[last - 1].Name is not null)
                {
                    last--;
                }

                return new Condition.Exists(DocumentPath.From(action.Path.Segments.Take(last)));
            default:
                return null;
        }
    }

    /// <summary>How many of a patch's operations the action takes: two for the removal of a name, one a value for what goes into a list, else one.</summary>
    public static int OperationsOf(UpdateAction action) => action switch
    {
        UpdateAction.Remove when action.Path.Segments is [.., { Name: not null }] => 2,
        UpdateAction.Append append => append.Values.Length,
        UpdateAction.Insert insert => insert.Values.Length,
        _ => 1,
    };

    /// <summary>Whether every step of the path is a name that a patch path reads as that name.</summary>
    public static bool IsPlain(DocumentPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return !path.Segments.IsEmpty && path.Segments.All(segment => IsPlain(segment.Name));
    }

    private static bool IsPlain(string? name) =>
        !string.IsNullOrEmpty(name) && name is not "-" && !name.AsSpan().ContainsAny('/', '~') && name.AsSpan().ContainsAnyExceptInRange('0', '9');
}
