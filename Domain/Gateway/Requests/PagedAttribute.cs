using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>The function answers page by page: it takes the query parameters <c>limit</c> and <c>cursor</c>, which <see cref="GatewayRequestExtensions.ReadPage"/> reads and OpenAPI describes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PagedAttribute : Attribute, IOperationDescription
{
    /// <summary>Pages of so many items where the request does not say how many.</summary>
    /// <param name="limit">1 to <paramref name="maximum"/>.</param>
    /// <param name="maximum">The most items of a page.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1, or more than the maximum.</exception>
    public PagedAttribute(int limit = ListParameters.DefaultLimit, int maximum = ListParameters.MaxLimit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, maximum);
        (Limit, Maximum) = (limit, maximum);
    }

    /// <summary>The items of a page where the request does not say how many.</summary>
    /// <value>25</value>
    public int Limit { get; }

    /// <summary>The most items of a page.</summary>
    /// <value>100</value>
    public int Maximum { get; }

    void IOperationDescription.Describe(OperationDraft operation)
    {
        var limit = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = Maximum, ["default"] = Limit };
        operation.Parameter(ListParameters.Limit, ParameterLocation.Query, limit, "How many items a page has at most.");
        operation.Parameter(ListParameters.Cursor, ParameterLocation.Query, new JsonObject { ["type"] = "string" }, "Where to go on: 'next' of the page before.");
        operation.Refuses(400);
    }

    /// <exception cref="GatewayException">400 <c>invalid-parameter</c>, all faults at once.</exception>
    internal PageRequest Read(IQueryCollection query)
    {
        var (limits, cursors) = (query[ListParameters.Limit], query[ListParameters.Cursor]);
        var limit = Limit;
        ProblemError?[] faults =
        [
            limits.Count switch
            {
                0 => null,
                1 when int.TryParse(limits[0], NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit >= 1 && limit <= Maximum => null,
                1 => ProblemError.Query(ListParameters.Limit, "out-of-range", $"This is a whole number from 1 to {Maximum}."),
                _ => Repeated(ListParameters.Limit),
            },
            cursors.Count > 1 ? Repeated(ListParameters.Cursor) : null,
        ];
        return faults.All(fault => fault is null)
            ? new PageRequest(limit, cursors is [{ Length: > 0 } cursor] ? cursor : null)
            : throw new GatewayException(new Problem(400, ProblemCodes.InvalidParameter, "The query has wrong parameters.") { Errors = [.. faults.OfType<ProblemError>()] });
    }

    private static ProblemError Repeated(string parameter) => ProblemError.Query(parameter, ListFaultCodes.Repeated, "Give this parameter once.");
}
