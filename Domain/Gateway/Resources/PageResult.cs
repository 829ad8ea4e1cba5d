using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>One page of a list as an answer.</summary>
internal sealed class PageResult(Page<JsonObject> page, string? next) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (next is not null)
        {
            httpContext.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }

        return JsonAnswer.WriteAsync(httpContext, page, Write);
    }

    private static void Write(Utf8JsonWriter json, Page<JsonObject> page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var item in page.Items)
        {
            item.Value.WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteString("next"u8, page.Next);
        json.WriteEndObject();
    }
}
