using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Virga.Notifications;

namespace Virga.Gateway;

/// <summary>Publishes the request's body when it is executed.</summary>
internal sealed class PublishResultOf<T>(Topic<T> topic, Action<T, MessageBuilder>? configure) : IResult
    where T : notnull
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = await httpContext.Request.ReadAsync<T>(httpContext.RequestAborted).ConfigureAwait(false);
        await ThrowIfBrokenAsync(httpContext, body).ConfigureAwait(false);
        var notifier = httpContext.RequestServices.GetRequiredService<INotifier>();
        var published = await notifier.PublishAsync(topic, body, message => configure?.Invoke(body, message), httpContext.RequestAborted).ConfigureAwait(false);
        httpContext.Response.StatusCode = StatusCodes.Status202Accepted;
        await JsonAnswer.WriteAsync(httpContext, published, Write).ConfigureAwait(false);
    }

    private static async ValueTask ThrowIfBrokenAsync(HttpContext context, T body)
    {
        var faults = await context.RequestServices.GetRequiredService<ModelRules>().FaultsAsync(typeof(T), body, context.RequestAborted).ConfigureAwait(false);
        if (faults.Count > 0)
        {
            throw TypedBodyReader.Invalid(faults);
        }
    }

    private static void Write(Utf8JsonWriter json, PublishResult published)
    {
        json.WriteStartObject();
        json.WriteString("messageId"u8, published.MessageId);
        if (published.SequenceNumber is { } number)
        {
            json.WriteString("sequenceNumber"u8, number);
        }

        json.WriteEndObject();
    }
}
