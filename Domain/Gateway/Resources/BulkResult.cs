using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>The outcomes of a bulk request as an answer: 200, and in it a status for each operation, in their order.</summary>
internal sealed class BulkResult(IReadOnlyList<BulkOutcome> outcomes) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var traceId = ProblemWriter.TraceId(httpContext);
        return JsonAnswer.WriteAsync(httpContext, (outcomes, traceId), static (json, answer) => Write(json, answer.outcomes, answer.traceId));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<BulkOutcome> outcomes, string traceId)
    {
        json.WriteStartObject();
        json.WriteNumber("failed"u8, outcomes.Count(outcome => outcome.Problem is not null));
        json.WriteStartArray("results"u8);
        foreach (var outcome in outcomes)
        {
            json.WriteStartObject();
            json.WriteNumber("status"u8, outcome.Status);
            if (outcome.Item is { } item)
            {
                json.WriteString("id"u8, item.Key.Id);
                json.WriteString("etag"u8, $"\"{item.ETag}\"");
                json.WritePropertyName("item"u8);
                item.Value.WriteTo(json);
            }

            if (outcome.Problem is { } problem)
            {
                json.WritePropertyName("problem"u8);
                ProblemWriter.WriteTo(json, problem, traceId);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
