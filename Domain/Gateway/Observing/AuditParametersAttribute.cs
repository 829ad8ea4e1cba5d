using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>The function takes the query parameters of the audit trail, which <see cref="Read"/> reads and OpenAPI describes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AuditParametersAttribute : Attribute, IOperationDescription
{
    private const string From = "from";
    private const string Until = "until";
    private const string Partition = "partition";

    private static readonly QueryValueType Instant = QueryValueType.Of(typeof(DateTimeOffset))!;

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["model"] = "The documents' model.",
        ["key"] = "The document's key.",
        ["subject"] = "Who changed it: the subject of their token.",
        ["requestId"] = "The request the change came from.",
    };

    /// <summary>The question a request asks.</summary>
    /// <exception cref="GatewayException">400 <c>invalid-parameter</c>, all faults at once.</exception>
    public static AuditQuery Read(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var faults = new List<ProblemError>();
        foreach (var name in query.Keys.Where(name => name is not (From or Until or Partition or ListParameters.Limit or ListParameters.Cursor) && !Texts.ContainsKey(name)))
        {
            faults.Add(ProblemError.Query(name, ListFaultCodes.UnknownParameter, $"There is no such parameter; there are partition, {string.Join(", ", Texts.Keys)}, from, until, limit and cursor."));
        }

        var levels = query[Partition].OfType<string>().Where(level => level.Length > 0).ToArray();
        if (levels.Length > 3)
        {
            faults.Add(ProblemError.Query(Partition, "too-long", "A partition has at most 3 levels."));
            levels = [];
        }

        var asked = new AuditQuery
        {
            Partition = levels.Length == 0 ? default(PartitionKey?) : new PartitionKey(levels),
            Model = Text(query, "model", faults),
            Key = Text(query, "key", faults),
            Subject = Text(query, "subject", faults),
            RequestId = Text(query, "requestId", faults),
            From = Time(query, From, faults),
            Until = Time(query, Until, faults),
        };
        return faults.Count == 0 ? asked : throw new GatewayException(new Problem(400, ProblemCodes.InvalidParameter, "The query has wrong parameters.") { Errors = faults });
    }

    void IOperationDescription.Describe(OperationDraft operation)
    {
        operation.Operation.Summary ??= "Lists who changed which documents";
        var levels = new JsonObject { ["type"] = "array", ["maxItems"] = 3, ["items"] = new JsonObject { ["type"] = "string", ["minLength"] = 1 } };
        operation.Parameter(Partition, ParameterLocation.Query, levels, "The documents' partition; several times for its levels.");
        foreach (var (name, description) in Texts)
        {
            operation.Parameter(name, ParameterLocation.Query, new JsonObject { ["type"] = "string", ["minLength"] = 1 }, description);
        }

        operation.Parameter(From, ParameterLocation.Query, Instant.JsonSchema, "Changes since this time.");
        operation.Parameter(Until, ParameterLocation.Query, Instant.JsonSchema, "Changes before this time.");
        operation.Refuses(400);
    }

    private static string? Text(IQueryCollection query, string name, List<ProblemError> faults)
    {
        var values = query[name];
        if (values.Count > 1)
        {
            faults.Add(ProblemError.Query(name, ListFaultCodes.Repeated, "Give this parameter once."));
        }

        return values is [{ Length: > 0 } value] ? value : null;
    }

    private static DateTimeOffset? Time(IQueryCollection query, string name, List<ProblemError> faults)
    {
        if (Text(query, name, faults) is not { } text)
        {
            return null;
        }

        if (Instant.Read(text) is DateTimeOffset time)
        {
            return time;
        }

        faults.Add(ProblemError.Query(name, "wrong-type", $"This is {Instant.Description}."));
        return null;
    }
}
