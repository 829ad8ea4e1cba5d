using Microsoft.AspNetCore.Http;
using Virga.Documents;
using Virga.Notifications;

namespace Virga.Gateway;

/// <summary>Which problem an exception is answered with: the whole table, in one place.</summary>
public static class ProblemMap
{
    /// <summary>Every code the gateway may answer with by itself; functions add their own through <see cref="GatewayException"/>.</summary>
    public static IReadOnlyList<ProblemCode> Codes => ProblemCodes.All;

    /// <summary>The problem for an exception; for one that is not known a 500 that tells nothing of it.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="hasIfMatch">Whether the request has an If-Match header, which makes a failed condition a 412.</param>
    public static Problem Of(Exception exception, bool hasIfMatch = false)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            GatewayException refused => refused.Problem,
            ValidationException invalid => OfValidation(invalid),
            CursorException => OfCursor(),
            FilterException filter => new Problem(400, ProblemCodes.InvalidParameter, "The filter cannot be used.") { Errors = [ProblemError.Query("filter", "invalid", filter.Message)] },
            StoreException store => OfStore(store, hasIfMatch),
            NotificationException refused => OfNotification(refused),
            EventTransportException { IsTransient: true } => new Problem(503, ProblemCodes.TransportUnavailable, "Events cannot be sent now; try again later."),
            BadHttpRequestException bad => OfBadRequest(bad),
            TimeoutException or OperationCanceledException => new Problem(504, ProblemCodes.Timeout, "The function took too long."),
            _ => Internal(),
        };
    }

    private static Problem OfValidation(ValidationException exception) =>
        new(400, ProblemCodes.ValidationFailed, exception.Faults.Count == 1 ? "The document has a fault." : $"The document has {exception.Faults.Count} faults.")
        {
            Errors = [.. exception.Faults.Select(ProblemError.Of)],
        };

    private static Problem OfCursor() => new(400, ProblemCodes.InvalidCursor, "The cursor is not one of this list's.")
    {
        Errors = [ProblemError.Query("cursor", "invalid", "Use the 'next' of an answer to the same question, or start again without a cursor.")],
    };

    /// <summary>The texts are SNS's own, written for whoever asked.</summary>
    private static Problem OfNotification(NotificationException exception) => exception.Code switch
    {
        NotificationErrors.InvalidParameter => new Problem(400, ProblemCodes.InvalidParameter, exception.Message),
        NotificationErrors.EmptyBatchRequest or NotificationErrors.TooManyEntriesInBatchRequest or NotificationErrors.BatchEntryIdsNotDistinct
            or NotificationErrors.InvalidBatchEntryId or NotificationErrors.BatchRequestTooLong => new Problem(400, exception.Code, exception.Message),
        NotificationErrors.Forbidden => new Problem(403, ProblemCodes.Forbidden, exception.Message),
        NotificationErrors.NotFound => new Problem(404, ProblemCodes.NotFound, exception.Message),
        NotificationErrors.SubscriptionLimitExceeded => new Problem(403, ProblemCodes.SubscriptionLimitExceeded, exception.Message),
        NotificationErrors.SubscriptionConflict => new Problem(409, ProblemCodes.SubscriptionConflict, exception.Message),
        NotificationErrors.Throttled => new Problem(429, ProblemCodes.Throttled, exception.Message) { RetryAfter = exception.RetryAfter },
        NotificationErrors.GroupBusy => new Problem(429, ProblemCodes.GroupBusy, exception.Message),
        NotificationErrors.WebhooksNotConfigured => new Problem(501, ProblemCodes.WebhooksNotConfigured, exception.Message),
        _ => Internal(),
    };

    private static Problem OfStore(StoreException exception, bool hasIfMatch) => exception switch
    {
        DocumentNotFoundException => new Problem(404, ProblemCodes.DocumentNotFound, "The document is not there."),
        DocumentExistsException => new Problem(409, ProblemCodes.DocumentExists, "A document with that id exists."),
        UniqueKeyException unique => new Problem(409, ProblemCodes.UniqueKeyTaken, unique.Key is { } key
            ? $"Another document has that value of '{key}', which must be unique." : "Another document has a value that must be unique."),
        ETagMismatchException => new Problem(412, ProblemCodes.ETagMismatch, "The document has changed since that version; read it again."),
        ConditionFailedException => new Problem(hasIfMatch ? 412 : 409, ProblemCodes.ConditionFailed, "The document is not in a state that allows this."),
        JsonPatchException patch => new Problem(patch.IsFailedTest ? 409 : 422, patch.Code, patch.Message)
        {
            Errors = [new ProblemError($"/{patch.Operation}/path", patch.Code, $"See '{patch.Pointer}' of the document.")],
        },
        DocumentTooLargeException => new Problem(413, ProblemCodes.DocumentTooLarge, $"A document, and all that is written with it, has at most {StoreLimits.DocumentBytes} bytes."),
        TransactionFailedException { Reason: { } reason } => OfStore(reason, hasIfMatch),
        StoreThrottledException throttled => new Problem(503, ProblemCodes.StoreThrottled, "Too many requests for the store; try again later.") { RetryAfter = throttled.RetryAfter },
        { IsTransient: true } => new Problem(503, ProblemCodes.StoreUnavailable, "The store cannot answer now; a write may have happened."),
        _ => Internal(),
    };

    private static Problem OfBadRequest(BadHttpRequestException exception) => exception.StatusCode switch
    {
        413 => new Problem(413, ProblemCodes.BodyTooLarge, "The body is larger than the function takes."),
        415 => new Problem(415, ProblemCodes.UnsupportedMediaType, "The function does not take this content type."),
        408 => new Problem(408, ProblemCodes.BadRequest, "The body came too slowly."),
        var status and >= 400 and < 500 => new Problem(status, ProblemCodes.BadRequest, "The request is not valid."),
        _ => Internal(),
    };

    private static Problem Internal() => new(500, ProblemCodes.Internal, "The request failed. The log has the details under this trace id.");
}
