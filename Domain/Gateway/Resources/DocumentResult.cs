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

    private readonly FieldSelection? _fields;

    private DocumentResult(Item<JsonObject> item, int status, string? location = null, FieldSelection? fields = null)
    {
        _item = item;
        _fields = fields;
        _status = status;
        _location = location;
    }

    public static DocumentResult Found(Item<JsonObject> item, FieldSelection? fields = null) => new(item, StatusCodes.Status200OK, fields: fields);

    public static DocumentResult NotModified(Item<JsonObject> item, FieldSelection? fields) => new(item, StatusCodes.Status304NotModified, fields: fields);

    public static DocumentResult Created(Item<JsonObject> item, string location) => new(item, StatusCodes.Status201Created, location);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.Headers.ETag = string.Concat("\"", _fields?.VersionOf(_item.ETag) ?? _item.ETag, "\"");
        if (_location is not null)
        {
            response.Headers.Location = _location;
        }

        return _status == StatusCodes.Status304NotModified ? Task.CompletedTask
            : _fields is null ? JsonAnswer.WriteAsync(httpContext, _item.Value, static (json, value) => value.WriteTo(json))
            : JsonAnswer.WriteAsync(httpContext, (_item.Value, _fields), static (json, view) => view._fields.Write(json, view.Value));
    }
}
