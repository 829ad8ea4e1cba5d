using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>One page of a list as an answer.</summary>
/// <param name="page">The documents.</param>
/// <param name="fields">What comes back of each; null for all.</param>
/// <param name="links">The Link header; empty for none.</param>
internal sealed class PageResult(Page<JsonObject> page, FieldSelection? fields, string links) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (links.Length > 0)
        {
            httpContext.Response.Headers.Link = links;
        }

        return JsonAnswer.WriteAsync(httpContext, (page, fields), static (json, answer) => Write(json, answer.page, answer.fields));
    }

    private static void Write(Utf8JsonWriter json, Page<JsonObject> page, FieldSelection? fields)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var item in page.Items)
        {
            if (fields is null)
            {
                item.Value.WriteTo(json);
            }
            else
            {
                fields.Write(json, item.Value);
            }
        }

        json.WriteEndArray();
        json.WriteString("next"u8, page.Next);
        json.WriteEndObject();
    }
}
