using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Compiles update actions to a patch. What a patch cannot mean exactly is refused: see <see cref="PatchRules"/>.</summary>
internal static class PatchCompiler
{
    /// <exception cref="StoreRequestException">An action is not native, or there are more than a patch takes.</exception>
    public static List<PatchOperation> Compile(StoreOperation.Patch patch)
    {
        var operations = new List<PatchOperation>(patch.Actions.Length);
        for (var index = 0; index < patch.Actions.Length; index++)
        {
            RequireOrder(patch, index);
            Add(operations, patch, patch.Actions[index]);
        }

        AddLife(operations, patch);
        return operations.Count is > 0 and <= StoreLimits.ActionsPerPatch
            ? operations
            : throw new StoreRequestException($"The patch of '{patch.Id}' has {operations.Count} operations; one to {StoreLimits.ActionsPerPatch} are possible.");
    }

    /// <summary>A patch that changes nothing, for the sake of its predicate: it writes the model's name, which the id starts with, over itself.</summary>
    public static List<PatchOperation> Touch(StoreOperation.Check check)
    {
        var separator = check.Id.IndexOf('|', StringComparison.Ordinal);
        List<PatchOperation> operations = separator > 0
            ? [PatchOperation.Set<JsonNode>("/" + EnvelopeNames.Model, JsonValue.Create(check.Id[..separator]))]
            : throw new StoreRequestException($"'{check.Id}' is not the id of a modelled document, so it cannot be checked.");
        AddLife(operations, check);
        return operations;
    }

    private static void AddLife(List<PatchOperation> operations, StoreOperation operation)
    {
        if (operation.TimeToLive is { } life)
        {
            operations.Add(PatchOperation.Set("/" + EnvelopeNames.TimeToLive, DocumentBody.SecondsOf(life)));
        }
    }

    private static void Add(List<PatchOperation> operations, StoreOperation.Patch patch, UpdateAction action)
    {
        if (!PatchRules.IsNative(action) && !PatchRules.IsGuarded(action))
        {
            throw Refusal(patch, action);
        }

        var path = action.Path.ToString();
        switch (action)
        {
            case UpdateAction.Set set:
                operations.Add(PatchOperation.Set(path, set.Value));
                break;
            case UpdateAction.Increment increment when decimal.IsInteger(increment.By) && increment.By is >= long.MinValue and <= long.MaxValue:
                operations.Add(PatchOperation.Increment(path, (long)increment.By));
                break;
            case UpdateAction.Increment increment:
                operations.Add(PatchOperation.Increment(path, (double)increment.By));
                break;
            case UpdateAction.Remove when action.Path.Segments is [.., { Name: null }]:
                operations.Add(PatchOperation.Remove(path));
                break;
            case UpdateAction.Remove:
                // Removing what is absent fails, so it is set first.
                operations.Add(PatchOperation.Set<JsonNode?>(path, null));
                operations.Add(PatchOperation.Remove(path));
                break;
            case UpdateAction.Append append:
                operations.AddRange(append.Values.Select(value => PatchOperation.Add(path + "/-", value)));
                break;
            case UpdateAction.Insert insert:
                operations.AddRange(insert.Values.Reverse().Select(value => PatchOperation.Add($"{path}/{insert.Position}", value)));
                break;
            default:
                throw Refusal(patch, action);
        }
    }

    /// <summary>That a list is there is asked before the patch, so nothing earlier in it may put something else in its place.</summary>
    private static void RequireOrder(StoreOperation.Patch patch, int index)
    {
        var action = patch.Actions[index];
        if (!PatchRules.IsGuarded(action))
        {
            return;
        }

        var path = action.Path.Segments.AsSpan();
        foreach (var earlier in patch.Actions.Take(index))
        {
            var before = earlier.Path.Segments.AsSpan();
            if (earlier is not (UpdateAction.Append or UpdateAction.Insert) && before.Length <= path.Length && path[..before.Length].SequenceEqual(before))
            {
                throw Refusal(patch, action);
            }
        }
    }

    private static StoreRequestException Refusal(StoreOperation.Patch patch, UpdateAction action) =>
        new($"The patch of '{patch.Id}' cannot {action.GetType().Name} at '{action.Path}' in one request: read the document, change it and replace it.");
}
