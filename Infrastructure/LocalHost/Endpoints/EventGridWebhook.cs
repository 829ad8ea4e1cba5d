using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Virga.EventGrid;

namespace Virga.LocalHost;

/// <summary><c>/runtime/webhooks/EventGrid?functionName=X</c> as the Functions host has it: both handshakes, and events in either schema, which say in <c>aeg-event-type</c> that they are.</summary>
internal sealed class EventGridWebhook(FunctionCatalog catalog, EventDelivery delivery)
{
    private static readonly EventGridHandshakeOptions Handshake = new() { AllowedOrigins = ["*"] };

    public void Map(IEndpointRouteBuilder endpoints) => endpoints.Map("/runtime/webhooks/EventGrid", (RequestDelegate)InvokeAsync);

    private async Task InvokeAsync(HttpContext context)
    {
        if (!catalog.ByName.TryGetValue(context.Request.Query["functionName"].ToString(), out var function) || function.Trigger is not EventGridTriggerAttribute)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (await EventGridHandshake.TryAnswerAsync(context, Handshake, context.RequestAborted).ConfigureAwait(false))
        {
            return;
        }

        context.Response.StatusCode = !HttpMethods.IsPost(context.Request.Method) ? StatusCodes.Status405MethodNotAllowed
            : Is(context, "Notification") ? await DeliverAsync(context, function).ConfigureAwait(false)
            : Is(context, "Unsubscribe") ? StatusCodes.Status202Accepted
            : StatusCodes.Status400BadRequest;
    }

    private static bool Is(HttpContext context, string eventType) => string.Equals(context.Request.Headers["aeg-event-type"], eventType, StringComparison.OrdinalIgnoreCase);

    private async Task<int> DeliverAsync(HttpContext context, FunctionDescriptor function)
    {
        BinaryData body;
        try
        {
            body = await BinaryData.FromStreamAsync(context.Request.Body, context.RequestAborted).ConfigureAwait(false);
            using var valid = JsonDocument.Parse(body);
            if (valid.RootElement.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
            {
                return StatusCodes.Status400BadRequest;
            }
        }
        catch (JsonException)
        {
            return StatusCodes.Status400BadRequest;
        }

        return await delivery.DeliverAsync(function, body, context.RequestAborted).ConfigureAwait(false)
            ? StatusCodes.Status202Accepted
            : StatusCodes.Status500InternalServerError;
    }
}
