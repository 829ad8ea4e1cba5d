using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>What an <see cref="UpdateAction"/> means. Stores compile actions to their own language; property tests hold them to this.</summary>
/// <remarks>Actions run in order, each on what the last one left, and all or none take effect. Whole numbers are added exactly as far as 64 bits go, others as IEEE 754 doubles.</remarks>
public static class UpdateApplier
{
    /// <summary>The document after the actions. What is given stays as it is.</summary>
    /// <exception cref="StoreRequestException">An action does not fit the document: the parent is absent, a position is outside its list, or the value there has another type.</exception>
    public static JsonObject Apply(JsonObject document, IEnumerable<UpdateAction> actions) => Apply(document, actions, []);

    /// <summary>As the other, but numbers at <paramref name="decimals"/> are added as decimals: what a store cannot do, and a read-modify-write can.</summary>
    internal static JsonObject Apply(JsonObject document, IEnumerable<UpdateAction> actions, IReadOnlyCollection<DocumentPath> decimals)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(actions);
        var changed = (JsonObject)document.DeepClone();
        foreach (var action in actions)
        {
            ApplyTo(changed, action, decimals);
        }

        return changed;
    }

    private static void ApplyTo(JsonObject document, UpdateAction action, IReadOnlyCollection<DocumentPath> decimals)
    {
        var place = UpdatePlace.Find(document, action.Path);
        switch (action)
        {
            case UpdateAction.Set set:
                place.Set(set.Value?.DeepClone());
                break;
            case UpdateAction.SetIfAbsent set:
                if (!place.Exists)
                {
                    place.Set(set.Value?.DeepClone());
                }

                break;
            case UpdateAction.Remove:
                place.Remove();
                break;
            case UpdateAction.Increment increment:
                place.Set(decimals.Contains(action.Path) && place.Exists ? ExactSum.Of(place.Value, increment.By) ?? Add(place, increment.By) : Add(place, increment.By));
                break;
            case UpdateAction.Append append:
                AddAll(ListAt(place), append.Values);
                break;
            case UpdateAction.Insert insert:
                Insert(place, insert);
                break;
            case UpdateAction.Union union:
                var list = ListAt(place);
                AddAll(list, union.Values.Where(value => !list.Any(element => JsonEquality.Same(element, value))));
                break;
            case UpdateAction.Except except when place.Exists:
                RemoveAll(ListAt(place), except.Values);
                break;
            case UpdateAction.Except:
                break;
            default:
                throw new NotSupportedException($"There is no update action {action.GetType().Name}.");
        }
    }

    private static JsonValue Add(UpdatePlace place, decimal by)
    {
        var isWhole = by == decimal.Truncate(by) && by is >= long.MinValue and <= long.MaxValue;
        if (!place.Exists)
        {
            return isWhole ? JsonValue.Create((long)by) : JsonValue.Create((double)by);
        }

        if (!JsonText.TryGetDouble(place.Value, out var number))
        {
            throw new StoreRequestException($"'{place.Path}' is {JsonText.Describe(place.Value)}: only a number can be added to.");
        }

        if (isWhole && JsonText.TryGetDecimal(place.Value, out var exact) && exact == decimal.Truncate(exact)
            && exact is >= long.MinValue and <= long.MaxValue && exact + by is >= long.MinValue and <= long.MaxValue)
        {
            return JsonValue.Create((long)(exact + by));
        }

        var sum = number + (double)by;
        return double.IsFinite(sum) ? JsonValue.Create(sum) : throw new StoreRequestException($"Adding {by} to '{place.Path}' leaves the range of numbers.");
    }

    private static JsonArray ListAt(UpdatePlace place)
    {
        if (!place.Exists)
        {
            place.Set(new JsonArray());
        }

        return place.Value as JsonArray ?? throw new StoreRequestException($"'{place.Path}' is {JsonText.Describe(place.Value)}, not a list.");
    }

    // One by one, so that a value given twice is the same the second time.
    private static void AddAll(JsonArray list, IEnumerable<JsonNode?> values)
    {
        foreach (var value in values)
        {
            list.Add(value?.DeepClone());
        }
    }

    private static void Insert(UpdatePlace place, UpdateAction.Insert insert)
    {
        var list = ListAt(place);
        if (insert.Position < 0 || insert.Position > list.Count)
        {
            throw new StoreRequestException($"'{place.Path}' has {list.Count} elements: position {insert.Position} is outside it.");
        }

        for (var index = 0; index < insert.Values.Length; index++)
        {
            list.Insert(insert.Position + index, insert.Values[index]?.DeepClone());
        }
    }

    private static void RemoveAll(JsonArray list, ImmutableArray<JsonNode?> values)
    {
        for (var index = list.Count - 1; index >= 0; index--)
        {
            if (values.Any(value => JsonEquality.Same(list[index], value)))
            {
                list.RemoveAt(index);
            }
        }
    }
}
