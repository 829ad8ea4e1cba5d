namespace Virga.Documents;

/// <summary>Which updates a store does by itself in one request (<see cref="StoreOperation.Patch"/>), whatever the document holds. The rest are read, applied and written back with the ETag.</summary>
/// <remarks>
/// The rule is Cosmos DB's patch measured against <see cref="UpdateApplier"/>; every store keeps to it. Native are <see cref="UpdateAction.Set"/>, <see cref="UpdateAction.Increment"/> and
/// <see cref="UpdateAction.Remove"/> (two operations of a patch: set, then remove, since removing what is absent fails there) along a path of plain names.
/// Not native are <see cref="UpdateAction.SetIfAbsent"/> and <see cref="UpdateAction.Append"/> (a patch fails when the list is absent), list positions, and names that a patch path would
/// read otherwise: digits only, <c>-</c>, empty, or with <c>/</c> or <c>~</c>. A store takes a patch with <see cref="UpdateAction.Append"/> all the same, and refuses it when the list is not there;
/// any other action that is not native is refused with <see cref="StoreRequestException"/>.
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

    /// <summary>How many of a patch's operations the action takes: two for a removal, one a value for an append, else one.</summary>
    public static int OperationsOf(UpdateAction action) => action switch
    {
        UpdateAction.Remove => 2,
        UpdateAction.Append append => append.Values.Length,
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
