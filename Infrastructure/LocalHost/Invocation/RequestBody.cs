using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Virga.LocalHost;

/// <summary>Reads a request's JSON body for <see cref="FromBodyAttribute"/>.</summary>
internal static class RequestBody
{
    /// <exception cref="BadHttpRequestException">415: the body is not JSON by its content type; 400: it is not JSON, or does not fit.</exception>
    public static async ValueTask<object?> ReadAsync(HttpContext context, Type type)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException("The body's content type is not JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            return await context.Request.ReadFromJsonAsync(type, options, context.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException($"The body does not fit: {e.Message}", StatusCodes.Status400BadRequest, e);
        }
    }
}
