using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>The query parameters of a list, read with all their faults at once.</summary>
internal static class ListParameters
{
    public const string Limit = "limit";
    public const string Cursor = "cursor";
    public const string Filter = "filter";
    public const string Sort = "sort";
    public const string Fields = "fields";
    public const int DefaultLimit = 25;
    public const int MaxLimit = 100;

    private const string Detail = "The query has wrong parameters.";

    /// <summary>Whether a declared filter cannot have the name.</summary>
    public static bool IsReserved(string name) => name.ToLowerInvariant() is Limit or Cursor or Filter or Sort or Fields;

    /// <exception cref="GatewayException">400 <c>invalid-parameter</c>.</exception>
    public static ListRequest<T> Read<T>(IEnumerable<KeyValuePair<string, StringValues>> query, Resource<T> resource)
    {
        var asked = new ListRequest<T>();
        List<ProblemError>? faults = null;
        foreach (var (name, values) in query)
        {
            if ((Single(name, values) ?? ReadOne(name, values[0]!, asked, resource)) is { } fault)
            {
                (faults ??= []).Add(fault);
            }
        }

        return faults is null ? asked : throw new GatewayException(new Problem(400, ProblemCodes.InvalidParameter, Detail) { Errors = faults });
    }

    /// <summary>The fields that a request for one document asks for; null for all.</summary>
    /// <exception cref="GatewayException">400 <c>invalid-parameter</c>.</exception>
    public static FieldSelection? ReadFields(IQueryCollection query, Schema schema)
    {
        if (!query.TryGetValue(Fields, out var values))
        {
            return null;
        }

        var (fields, fault) = FieldSelection.Read(values.ToString(), schema);
        return fields ?? throw new GatewayException(new Problem(400, ProblemCodes.InvalidParameter, Detail) { Errors = [ProblemError.Query(Fields, ListFaultCodes.UnknownField, fault!)] });
    }

    private static ProblemError? Single(string name, StringValues values) =>
        values.Count == 1 && values[0] is not null ? null : ProblemError.Query(name, ListFaultCodes.Repeated, "Give this parameter once.");

    private static ProblemError? ReadOne<T>(string name, string text, ListRequest<T> asked, Resource<T> resource)
    {
        switch (name.ToLowerInvariant())
        {
            case Limit:
                return ReadLimit(text, asked);
            case Cursor:
                asked.Cursor = text.Length > 0 ? text : null;
                return null;
            case Fields:
                (asked.Fields, var wrong) = FieldSelection.Read(text, resource.Schema);
                return wrong is null ? null : ProblemError.Query(Fields, ListFaultCodes.UnknownField, wrong);
            case Filter when resource.FilterRules is { } rules:
                return ReadText(text, rules, asked, resource.Schema);
            case Sort when resource.Sorts.Count > 0:
                return ReadSort(text, asked, resource.Sorts);
            default:
                return ReadFilter(name, text, asked, resource);
        }
    }

    private static ProblemError? ReadLimit<T>(string text, ListRequest<T> asked)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit is < 1 or > MaxLimit)
        {
            return ProblemError.Query(Limit, "out-of-range", $"This is a whole number from 1 to {MaxLimit}.");
        }

        asked.Limit = limit;
        return null;
    }

    private static ProblemError? ReadText<T>(string text, FilterRules rules, ListRequest<T> asked, Schema schema)
    {
        try
        {
            asked.Condition = FilterText.Parse(schema, text, rules);
            return null;
        }
        catch (FilterException wrong)
        {
            return ProblemError.Query(Filter, ListFaultCodes.InvalidFilter, wrong.Message);
        }
    }

    private static ProblemError? ReadSort<T>(string text, ListRequest<T> asked, IReadOnlyList<ResourceSort<T>> sorts)
    {
        var isDescending = text.StartsWith('-');
        var name = isDescending ? text[1..] : text;
        if (sorts.FirstOrDefault(sort => sort.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } wanted)
        {
            var known = string.Join(", ", sorts.Select(sort => sort.Name));
            return ProblemError.Query(Sort, ListFaultCodes.UnknownOrder, $"There is no such order; there are {known}, each with - before it for the other way round.");
        }

        asked.Order = query => wanted.Order(query, isDescending);
        return null;
    }

    private static ProblemError? ReadFilter<T>(string name, string text, ListRequest<T> asked, Resource<T> resource)
    {
        if (resource.Filters.FirstOrDefault(filter => filter.Parameter.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } filter)
        {
            return ProblemError.Query(name, ListFaultCodes.UnknownParameter, $"There is no such parameter; there are {string.Join(", ", Known(resource))}.");
        }

        if (filter.Type.Read(text) is not { } value)
        {
            return ProblemError.Query(filter.Parameter, "wrong-type", $"This is {filter.Type.Description}.");
        }

        asked.Filters.Add((filter, value));
        return null;
    }

    private static IEnumerable<string> Known<T>(Resource<T> resource)
    {
        IEnumerable<string> own = [Limit, Cursor, Fields];
        own = resource.FilterRules is null ? own : own.Append(Filter);
        own = resource.Sorts.Count == 0 ? own : own.Append(Sort);
        return own.Concat(resource.Filters.Select(filter => filter.Parameter));
    }
}
