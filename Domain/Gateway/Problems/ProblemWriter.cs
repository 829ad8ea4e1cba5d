using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Writes a <see cref="Problem"/> as <c>application/problem+json</c> (RFC 9457), or as API Gateway would where the app says so; only the error stage calls it.</summary>
internal static class ProblemWriter
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        var responses = context.RequestServices.GetRequiredService<GatewayResponses>();
        var (own, all) = responses.For(problem);
        problem = problem with { Status = own.Status ?? all.Status ?? problem.Status };
        SetHeaders(context, problem, own, all);
        var body = responses.IsAws ? Aws(context, problem, own, all) : Json(context, problem, responses.TypeOf(problem), own, all);
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>The problem as JSON.</summary>
    public static ReadOnlyMemory<byte> Json(HttpContext context, Problem problem)
    {
        var responses = context.RequestServices.GetRequiredService<GatewayResponses>();
        var (own, all) = responses.For(problem);
        return Json(context, problem, responses.TypeOf(problem), own, all);
    }

    private static void SetHeaders(HttpContext context, Problem problem, GatewayResponseOptions own, GatewayResponseOptions all)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.Headers[RequestIdMiddleware.Header] = context.TraceIdentifier;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        if (problem.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in GatewayFeature.Of(context).KeptHeaders)
        {
            response.Headers[name] = value;
        }

        foreach (var (name, value) in problem.Headers)
        {
            response.Headers[name] = value;
        }

        foreach (var (name, value) in all.Headers.Concat(own.Headers))
        {
            response.Headers[name] = value;
        }
    }

    private static ReadOnlyMemory<byte> Json(HttpContext context, Problem problem, string? type, GatewayResponseOptions own, GatewayResponseOptions all)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body, WriterOptions))
        {
            json.WriteStartObject();
            if (type is not null)
            {
                json.WriteString("type"u8, type);
            }

            WriteMembers(json, problem, TraceId(context));
            WriteExtra(json, own, all);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> Aws(HttpContext context, Problem problem, GatewayResponseOptions own, GatewayResponseOptions all)
    {
        var (message, type) = AwsErrors.Of(problem);
        var response = context.Response;
        response.ContentType = "application/json";
        response.Headers["x-amzn-ErrorType"] = type;
        response.Headers["x-amzn-RequestId"] = context.TraceIdentifier;
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, WriterOptions))
        {
            json.WriteStartObject();

            // The one that API Gateway writes with a capital letter.
            json.WriteString(type == "AccessDeniedException" ? "Message"u8 : "message"u8, message);
            WriteExtra(json, own, all);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    private static void WriteExtra(Utf8JsonWriter json, GatewayResponseOptions own, GatewayResponseOptions all)
    {
        foreach (var (name, value) in all.Members.Where(member => !own.Members.ContainsKey(member.Key)).Concat(own.Members))
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Writes the problem as an object of a larger answer.</summary>
    public static void WriteTo(Utf8JsonWriter json, Problem problem, string traceId)
    {
        json.WriteStartObject();
        WriteMembers(json, problem, traceId);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, Problem problem, string traceId)
    {
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
    }

    private static string Title(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error";
}
