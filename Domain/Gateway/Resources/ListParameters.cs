using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Virga.Gateway;

/// <summary>The query parameters of a list, read with all their faults at once.</summary>
internal static class ListParameters
{
    public const string Limit = "limit";
    public const string Cursor = "cursor";
    public const int DefaultLimit = 25;
    public const int MaxLimit = 100;

    private const string Detail = "The query has wrong parameters.";

    /// <exception cref="GatewayException">400 <c>invalid-parameter</c>.</exception>
    public static (int Limit, string? Cursor, List<(ResourceFilter<T> Filter, object Value)> Filters) Read<T>(IQueryCollection query, IReadOnlyList<ResourceFilter<T>> filters)
    {
        var limit = DefaultLimit;
        string? cursor = null;
        var wanted = new List<(ResourceFilter<T>, object)>();
        List<ProblemError>? faults = null;
        foreach (var (name, values) in query)
        {
            var fault = Single(name, values);
            if (fault is null && name.Equals(Limit, StringComparison.OrdinalIgnoreCase))
            {
                fault = ReadLimit(values[0]!, out limit);
            }
            else if (fault is null && name.Equals(Cursor, StringComparison.OrdinalIgnoreCase))
            {
                cursor = values[0];
            }
            else if (fault is null)
            {
                fault = ReadFilter(name, values[0]!, filters, wanted);
            }

            if (fault is not null)
            {
                (faults ??= []).Add(fault);
            }
        }

        return faults is null
            ? (limit, string.IsNullOrEmpty(cursor) ? null : cursor, wanted)
            : throw new GatewayException(new Problem(400, ProblemCodes.InvalidParameter, Detail) { Errors = faults });
    }

    private static ProblemError? Single(string name, StringValues values) =>
        values.Count == 1 && values[0] is not null ? null : ProblemError.Query(name, "repeated", "Give this parameter once.");

    private static ProblemError? ReadLimit(string text, out int limit) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= MaxLimit
            ? null
            : ProblemError.Query(Limit, "out-of-range", $"This is a whole number from 1 to {MaxLimit}.");

    private static ProblemError? ReadFilter<T>(string name, string text, IReadOnlyList<ResourceFilter<T>> filters, List<(ResourceFilter<T>, object)> wanted)
    {
        foreach (var filter in filters)
        {
            if (!filter.Parameter.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (filter.Type.Read(text) is not { } value)
            {
                return ProblemError.Query(filter.Parameter, "wrong-type", $"This is {filter.Type.Description}.");
            }

            wanted.Add((filter, value));
            return null;
        }

        var known = string.Join(", ", filters.Select(filter => filter.Parameter).Prepend(Cursor).Prepend(Limit));
        return ProblemError.Query(name, "unknown-parameter", $"There is no such parameter; there are {known}.");
    }
}
