using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>One document as an answer.</summary>
internal sealed class DocumentResult : IResult
{
    private readonly Item<JsonObject> _item;
    private readonly int _status;
    private readonly string? _location;

    private DocumentResult(Item<JsonObject> item, int status, string? location = null)
    {
        _item = item;
        _status = status;
        _location = location;
    }

    public static DocumentResult Found(Item<JsonObject> item) => new(item, StatusCodes.Status200OK);

    public static DocumentResult NotModified(Item<JsonObject> item) => new(item, StatusCodes.Status304NotModified);

    public static DocumentResult Created(Item<JsonObject> item, string location) => new(item, StatusCodes.Status201Created, location);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.Headers.ETag = string.Concat("\"", _item.ETag, "\"");
        if (_location is not null)
        {
            response.Headers.Location = _location;
        }

        return _status == StatusCodes.Status304NotModified ? Task.CompletedTask : JsonAnswer.WriteAsync(httpContext, _item.Value, static (json, value) => value.WriteTo(json));
    }
}
