using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Virga.LocalHost;

/// <summary>Turns what a function returned into the response.</summary>
internal static class HttpResultWriter
{
    /// <summary>Writes a result: an <c>IResult</c> itself, text as text, null as what the function wrote (200 and nothing, if it wrote nothing), anything else as JSON.</summary>
    public static Task WriteAsync(HttpContext context, object? value) => value switch
    {
        null => Task.CompletedTask,
        IResult result => result.ExecuteAsync(context),
        _ when HttpOutput.Of(value.GetType()) is { } property => WriteAsync(context, property.GetValue(value)),
        string text => WriteTextAsync(context, text),
        _ => WriteJsonAsync(context, value),
    };

    private static Task WriteTextAsync(HttpContext context, string text)
    {
        context.Response.ContentType ??= "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static Task WriteJsonAsync(HttpContext context, object value)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return context.Response.WriteAsJsonAsync(value, value.GetType(), options, context.RequestAborted);
    }
}
