using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>An operation's status as an answer: while it is not finished, with when to ask again; after that, with a link to its result.</summary>
internal static class OperationResult
{
    public static Task WriteAsync(HttpContext context, OperationRecord record, OperationOptions options, GatewayOptions gateway, JsonSerializerOptions json)
    {
        var status = record.ToStatus(gateway.PublicBaseUrl);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        if (!record.IsFinished)
        {
            headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(options.AskAgainAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
        else if (status.ResultUrl is { } result)
        {
            headers.Link = $"<{result}>; rel=\"result\"";
        }

        return JsonAnswer.WriteAsync(context, status, (writer, value) => JsonSerializer.Serialize(writer, value, json.GetTypeInfo(typeof(OperationStatus))));
    }
}
