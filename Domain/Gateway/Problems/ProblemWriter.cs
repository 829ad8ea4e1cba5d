using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Writes a <see cref="Problem"/> as <c>application/problem+json</c> (RFC 9457); only the error stage calls it.</summary>
internal static class ProblemWriter
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.Headers[RequestIdMiddleware.Header] = context.TraceIdentifier;
        foreach (var (name, value) in GatewayFeature.Of(context).KeptHeaders)
        {
            response.Headers[name] = value;
        }

        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        if (problem.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in problem.Headers)
        {
            response.Headers[name] = value;
        }

        var body = new ArrayBufferWriter<byte>(512);
        Write(body, problem, TraceId(context));
        response.ContentLength = body.WrittenCount;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).AsTask();
    }

    private static void Write(ArrayBufferWriter<byte> body, Problem problem, string traceId)
    {
        using var json = new Utf8JsonWriter(body, WriterOptions);
        WriteTo(json, problem, traceId);
    }

    /// <summary>Writes the problem as an object of a larger answer.</summary>
    public static void WriteTo(Utf8JsonWriter json, Problem problem, string traceId)
    {
        json.WriteStartObject();
        json.WriteString("title"u8, Title(problem.Status));
        json.WriteNumber("status"u8, problem.Status);
        json.WriteString("detail"u8, problem.Detail);
        json.WriteString("code"u8, problem.Code);
        json.WriteString("traceId"u8, traceId);
        if (problem.Errors.Count > 0)
        {
            json.WriteStartArray("errors"u8);
            foreach (var error in problem.Errors)
            {
                json.WriteStartObject();
                if (error.In != "body")
                {
                    json.WriteString("in"u8, error.In);
                }

                json.WriteString("pointer"u8, error.Pointer);
                json.WriteString("code"u8, error.Code);
                json.WriteString("message"u8, error.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static string Title(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error";
}
