using System.Text.Json;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>What must be true of a document before a patch, and why it was not when the service answers only 412.</summary>
internal static class Precondition
{
    /// <summary>The predicate of a patch; null for none. What goes by positions asks for a list: on an object <c>/path/-</c> would make a member called <c>-</c>, <c>/path/0</c> one called <c>0</c>.</summary>
    /// <exception cref="StoreRequestException">The condition is not native (<see cref="PatchRules.IsNative(Condition?)"/>).</exception>
    public static string? PredicateOf(StoreOperation operation) => Of(operation) switch
    {
        null => null,
        var condition when PatchRules.IsNative(condition) => ConditionCompiler.Predicate(condition),
        _ => throw new StoreRequestException($"A patch of '{operation.Id}' cannot ask about elements of lists: read the document, decide, and write with its version."),
    };

    /// <summary>Whether the answer 412 alone leaves open which of several preconditions failed.</summary>
    public static bool IsAmbiguous(StoreOperation operation, bool predicateIsFalse) =>
        ConditionOf(operation) is not null && operation.IfMatch is not null && !predicateIsFalse || NeedsOf(operation).Count > 0;

    /// <summary>Why the operation is refused, told by the document as it is now.</summary>
    /// <param name="operation">The operation that was answered 412.</param>
    /// <param name="document">The document as read after the refusal; null when it is gone.</param>
    /// <param name="otherwise">What to say when the document would now be accepted: it has changed in between.</param>
    public static StoreException Explain(StoreOperation operation, StoredDocument? document, StoreException otherwise)
    {
        if (document is null)
        {
            return new DocumentNotFoundException($"There is no document '{operation.Id}'.");
        }

        if (operation.IfMatch is { } etag && etag != document.ETag)
        {
            return new ETagMismatchException($"The document '{operation.Id}' has another version.") { Current = document };
        }

        using var json = JsonDocument.Parse(document.Body);
        if (ConditionOf(operation) is { } condition && !ConditionEvaluator.Matches(condition, json.RootElement))
        {
            return new ConditionFailedException($"The condition is false of the document '{operation.Id}'.") { Current = document };
        }

        if (NeedsOf(operation).Any(need => !ConditionEvaluator.Matches(need, json.RootElement)))
        {
            return new StoreRequestException($"The document '{operation.Id}' has no list, or no such position in it, where the patch changes one.");
        }

        return otherwise;
    }

    private static Condition? Of(StoreOperation operation)
    {
        var needs = NeedsOf(operation);
        return (ConditionOf(operation), needs.Count) switch
        {
            (var condition, 0) => condition,
            (null, _) => new Condition.All([.. needs]),
            ({ } condition, _) => new Condition.All([condition, .. needs]),
        };
    }

    private static Condition? ConditionOf(StoreOperation operation) => operation switch
    {
        StoreOperation.Patch patch => patch.Condition,
        StoreOperation.Check check => check.Condition,
        _ => null,
    };

    private static List<Condition> NeedsOf(StoreOperation operation) => operation is StoreOperation.Patch patch
        ? [.. patch.Actions.Select(PatchRules.NeedOf).OfType<Condition>().Distinct()]
        : [];
}
