using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>What the notifications page asks for and does. It is the page's own and may change with it; programs use <c>/api/topics</c>.</summary>
internal sealed class NotificationsApi(NotificationViews views, INotifier notifier, Redriver redriver, FifoGroups groups, string prefix)
{
    private const int MaximumBody = 1024 * 1024;
    private const int PageSize = 50;

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            var answer = await AnswerAsync(context).ConfigureAwait(false);
            context.Response.StatusCode = answer is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
            await context.Response.WriteAsJsonAsync(answer ?? Fault("There is nothing of that name here, or no more."), context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception error) when (error is NotificationException or JsonException or ArgumentException or Documents.StoreException or BadHttpRequestException)
        {
            context.Response.StatusCode = error is Documents.StoreException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(Fault(error.Message), context.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task<object?> AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        string? topic = request.Query["topic"], next = request.Query["next"];
        var cancellation = context.RequestAborted;
        string[] path = [request.Method, .. request.Path.Value![prefix.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries)];
        return path switch
        {
            ["GET", "topics"] => await views.TopicsAsync(cancellation).ConfigureAwait(false),
            ["GET", "messages"] => await views.MessagesAsync(topic, PageSize, next, cancellation).ConfigureAwait(false),
            ["GET", "messages", var id] => await views.MessageAsync(id, cancellation).ConfigureAwait(false),
            ["GET", "dead-letters"] => await views.DeadLettersAsync(topic, cancellation).ConfigureAwait(false),
            ["POST", "publish"] => await PublishAsync(request, cancellation).ConfigureAwait(false),
            ["POST", "redrive"] => await RedriveAsync(request, cancellation).ConfigureAwait(false),
            ["POST", "resume"] => await ResumeAsync(request, cancellation).ConfigureAwait(false),
            _ => null,
        };
    }

    private async Task<object> PublishAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var draft = await ReadAsync<MessageDraft>(request, cancellationToken).ConfigureAwait(false);
        var result = await notifier.PublishTextAsync(draft.Topic, draft.Body, draft.Apply, cancellationToken).ConfigureAwait(false);
        return new { result.MessageId };
    }

    private async Task<object> RedriveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var letters = await ReadAsync<DeadLetterName[]>(request, cancellationToken).ConfigureAwait(false);
        var redriven = 0;
        foreach (var subscription in letters.GroupBy(letter => letter.Subscription, letter => letter.MessageId, StringComparer.Ordinal))
        {
            var result = await redriver.RedriveAsync(subscription.Key, new RedriveRequest { MessageIds = [.. subscription] }, cancellationToken).ConfigureAwait(false);
            redriven += result.Redriven;
        }

        return new { Redriven = redriven };
    }

    private async Task<object> ResumeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var name = await ReadAsync<GroupName>(request, cancellationToken).ConfigureAwait(false);
        return new { Resumed = await groups.ResumeAsync(name.Topic, name.Subscription, name.Group, name.Skip, cancellationToken).ConfigureAwait(false) };
    }

    private static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or > MaximumBody)
        {
            throw new BadHttpRequestException(string.Create(CultureInfo.InvariantCulture, $"Say how long the body is: at most {MaximumBody} bytes."));
        }

        return await request.ReadFromJsonAsync<T>(cancellationToken).ConfigureAwait(false) ?? throw new JsonException("The body is null.");
    }

    private static object Fault(string message) => new { message };
}
