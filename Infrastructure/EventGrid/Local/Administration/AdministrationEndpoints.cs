using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Virga.EventGrid;

/// <summary>What a developer may ask of and tell a local Event Grid over HTTP: subscriptions, faults, what happened to events, dead letters.</summary>
internal sealed class AdministrationEndpoints(LocalEventGrid grid)
{
    private const int MaximumBody = 256 * 1024;
    private const int MaximumDeadLetters = 1_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public void Map(IEndpointRouteBuilder group)
    {
        group.MapGet("/subscriptions", (RequestDelegate)ListAsync);
        group.MapPut("/subscriptions/{name}", (RequestDelegate)PutAsync);
        group.MapDelete("/subscriptions/{name}", (RequestDelegate)DeleteAsync);
        group.MapGet("/faults", (RequestDelegate)(context => context.Response.WriteAsJsonAsync(grid.Faults, Json, context.RequestAborted)));
        group.MapPost("/faults", (RequestDelegate)FailAsync);
        group.MapGet("/deliveries", (RequestDelegate)DeliveriesAsync);
        group.MapGet("/dead-letters", (RequestDelegate)DeadLettersAsync);
        group.MapGet("/dead-letters/{**name}", (RequestDelegate)DeadLetterAsync);
    }

    private static string Name(HttpContext context) => (string)context.Request.RouteValues["name"]!;

    private async Task ListAsync(HttpContext context)
    {
        var list = new List<object>();
        foreach (var status in grid.Subscriptions)
        {
            var waiting = await grid.Administration.WaitingAsync(status.Queue, context.RequestAborted).ConfigureAwait(false);
            list.Add(new { status.Name, status.Topic, State = status.State.ToString(), status.Error, status.Queue, Waiting = waiting });
        }

        await context.Response.WriteAsJsonAsync(list, Json, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task PutAsync(HttpContext context)
    {
        if (await BodyAsync(context).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        try
        {
            await grid.Administration.PutAsync(Name(context), body, context.RequestAborted).ConfigureAwait(false);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            await RefuseAsync(context, PublishReply.BadRequest(error.Message)).ConfigureAwait(false);
        }
        catch (InvalidOperationException error)
        {
            await RefuseAsync(context, new PublishReply(StatusCodes.Status409Conflict, "Conflict", error.Message)).ConfigureAwait(false);
        }
    }

    private async Task DeleteAsync(HttpContext context)
    {
        try
        {
            context.Response.StatusCode = await grid.Administration.DeleteAsync(Name(context), context.RequestAborted).ConfigureAwait(false)
                ? StatusCodes.Status204NoContent
                : StatusCodes.Status404NotFound;
        }
        catch (InvalidOperationException error)
        {
            await RefuseAsync(context, new PublishReply(StatusCodes.Status409Conflict, "Conflict", error.Message)).ConfigureAwait(false);
        }
    }

    private async Task FailAsync(HttpContext context)
    {
        if (await BodyAsync(context).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        try
        {
            grid.Fail(body.ToObjectFromJson<LocalFault>(Json) ?? throw new ArgumentException("The fault is null."));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            await RefuseAsync(context, PublishReply.BadRequest($"A fault is {{\"subscription\" or \"topic\":…,\"status\":503,\"times\":2}}: {error.Message}")).ConfigureAwait(false);
        }
    }

    private Task DeliveriesAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(grid.Deliveries(context.Request.Query["subscription"], context.Request.Query["event"]), Json, context.RequestAborted);

    private async Task DeadLettersAsync(HttpContext context)
    {
        var names = await grid.Administration.DeadLettersAsync(MaximumDeadLetters, context.RequestAborted).ConfigureAwait(false);
        await context.Response.WriteAsJsonAsync(names, Json, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task DeadLetterAsync(HttpContext context)
    {
        if (await grid.Administration.DeadLetterAsync(Name(context), context.RequestAborted).ConfigureAwait(false) is not { } content)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
    }

    // A page of another site can send text without asking first; JSON it cannot.
    private static async Task<BinaryData?> BodyAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            await RefuseAsync(context, new PublishReply(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "Send application/json.")).ConfigureAwait(false);
            return null;
        }

        if (await BoundedBody.ReadAsync(context.Request.Body, MaximumBody, context.RequestAborted).ConfigureAwait(false) is { } body)
        {
            return BinaryData.FromBytes(body);
        }

        await RefuseAsync(context, PublishReply.TooLarge($"The request is over {MaximumBody} bytes.")).ConfigureAwait(false);
        return null;
    }

    private static async Task RefuseAsync(HttpContext context, PublishReply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(reply.Body(), context.RequestAborted).ConfigureAwait(false);
    }
}
