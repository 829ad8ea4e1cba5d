using Virga.Notifications;

namespace Virga.Gateway;

/// <summary>The codes the gateway itself answers with, and the stores' it passes on.</summary>
internal static class ProblemCodes
{
    public const string BadRequest = "bad-request";
    public const string ValidationFailed = "validation-failed";
    public const string MalformedJson = "malformed-json";
    public const string InvalidParameter = "invalid-parameter";
    public const string InvalidCursor = "cursor-invalid";
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string InsufficientScope = "insufficient-scope";
    public const string InvalidApiKey = "invalid-api-key";
    public const string Throttled = "throttled";
    public const string QuotaExceeded = "quota-exceeded";
    public const string UsagePlanInUse = "usage-plan-in-use";
    public const string AuthorizerFailed = "authorizer-failed";
    public const string NotFound = "not-found";
    public const string RouteNotFound = "route-not-found";
    public const string DocumentNotFound = "document-not-found";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string DocumentExists = "document-exists";
    public const string UniqueKeyTaken = "unique-key-taken";
    public const string ConditionFailed = "condition-failed";
    public const string ETagMismatch = "etag-mismatch";
    public const string BodyTooLarge = "body-too-large";
    public const string DocumentTooLarge = "document-too-large";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string IfMatchRequired = "if-match-required";
    public const string PatchTestFailed = "patch-test-failed";
    public const string PatchNotApplicable = "patch-not-applicable";
    public const string Internal = "internal";
    public const string StoreThrottled = "store-throttled";
    public const string StoreUnavailable = "store-unavailable";
    public const string TransportUnavailable = "transport-unavailable";
    public const string Timeout = "timeout";
    public const string IdempotencyKeyRequired = "idempotency-key-required";
    public const string IdempotencyKeyReused = "idempotency-key-reused";
    public const string IdempotencyKeyInUse = "idempotency-key-in-use";
    public const string IdempotentAnswerNotKept = "idempotent-answer-not-kept";
    public const string NotAcceptable = "not-acceptable";
    public const string UnsupportedApiVersion = "unsupported-api-version";
    public const string SubscriptionLimitExceeded = NotificationErrors.SubscriptionLimitExceeded;
    public const string GroupBusy = NotificationErrors.GroupBusy;
    public const string SubscriptionConflict = NotificationErrors.SubscriptionConflict;
    public const string WebhooksNotConfigured = NotificationErrors.WebhooksNotConfigured;
    public const string EmptyBatchRequest = NotificationErrors.EmptyBatchRequest;
    public const string TooManyEntriesInBatchRequest = NotificationErrors.TooManyEntriesInBatchRequest;
    public const string BatchEntryIdsNotDistinct = NotificationErrors.BatchEntryIdsNotDistinct;
    public const string InvalidBatchEntryId = NotificationErrors.InvalidBatchEntryId;
    public const string BatchRequestTooLong = NotificationErrors.BatchRequestTooLong;

    public static readonly IReadOnlyList<ProblemCode> All =
    [
        new(BadRequest, 400, "The request is not valid HTTP for this function.", false),
        new(ValidationFailed, 400, "The document is not what its model asks for; 'errors' lists every fault.", false),
        new(MalformedJson, 400, "The body is not valid JSON (or is empty, too deep, or has a name twice).", false),
        new(InvalidParameter, 400, "A query or route parameter or a header is unknown or has a wrong value; 'errors' lists every fault.", false),
        new(EmptyBatchRequest, 400, "The batch has no messages.", false),
        new(TooManyEntriesInBatchRequest, 400, "The batch has more than 10 messages.", false),
        new(BatchEntryIdsNotDistinct, 400, "Two messages of the batch have one id.", false),
        new(InvalidBatchEntryId, 400, "The id of a message in the batch is too long or has characters it may not have.", false),
        new(BatchRequestTooLong, 400, "The messages of the batch are too large together.", false),
        new(InvalidCursor, 400, "The cursor is not one this list gave out, or belongs to another query.", false),
        new(IdempotencyKeyRequired, 400, "The function needs an Idempotency-Key.", false),
        new(UnsupportedApiVersion, 400, "The request names no version of the API, or one the function does not serve.", false),
        new(Unauthenticated, 401, "There is no valid bearer token.", false),
        new(Forbidden, 403, "The caller may not do this.", false),
        new(InsufficientScope, 403, "The token lacks the scope the function needs.", false),
        new(InvalidApiKey, 403, "There is no valid API key: it is missing, wrong, disabled or expired.", false),
        new(SubscriptionLimitExceeded, 403, "The topic has as many subscriptions as it may have.", false),
        new(NotFound, 404, "What was asked for is not there.", false),
        new(RouteNotFound, 404, "No function has this path.", false),
        new(DocumentNotFound, 404, "The document is not there.", false),
        new(MethodNotAllowed, 405, "The path exists, but not with this method; 'Allow' lists those it has.", false),
        new(NotAcceptable, 406, "The client takes none of the content types the function answers with.", false),
        new(DocumentExists, 409, "A document with that id exists.", false),
        new(UniqueKeyTaken, 409, "Another document has that value of a unique key.", false),
        new(ConditionFailed, 409, "The document is not in a state that allows this (412 when the request has If-Match).", false),
        new(PatchTestFailed, 409, "A 'test' of the JSON patch found another value.", false),
        new(PatchNotApplicable, 422, "The JSON patch names a place the document does not have.", false),
        new(IdempotencyKeyInUse, 409, "The request with this Idempotency-Key is still running.", true),
        new(IdempotentAnswerNotKept, 409, "The request with this Idempotency-Key was done, but its answer was too large to be kept, or what it created is gone since.", false),
        new(UsagePlanInUse, 409, "Keys have the usage plan that is to be deleted.", false),
        new(Throttled, 429, "Requests come too fast; Retry-After says when to try again.", true),
        new(QuotaExceeded, 429, "The API key has used up its requests of this period; Retry-After says when the next one starts.", true),
        new(GroupBusy, 429, "Too many messages are being published to one group of a FIFO topic at the same time.", true),
        new(SubscriptionConflict, 409, "Too many changes were made to the topic or its subscriptions at the same time.", true),
        new(ETagMismatch, 412, "The document has changed since the version in If-Match, or exists in spite of If-None-Match.", false),
        new(BodyTooLarge, 413, "The body is over the function's limit.", false),
        new(DocumentTooLarge, 413, "The document is over the store's limit.", false),
        new(UnsupportedMediaType, 415, "The body has a content type the function does not take.", false),
        new(IdempotencyKeyReused, 422, "The Idempotency-Key belongs to another request.", false),
        new(IfMatchRequired, 428, "A replacement needs If-Match with the version it replaces.", false),
        new(Internal, 500, "The function failed; the log has the details under the trace id.", false),
        new(AuthorizerFailed, 500, "The authorizer failed or took too long; the log has the details.", true),
        new(WebhooksNotConfigured, 501, "The app has no public base URL or no signing key, so it cannot call webhooks.", false),
        new(BackendProblemCodes.Unreachable, 502, "The service behind this path could not be reached, or did not answer as HTTP asks for.", true),
        new(BackendProblemCodes.Unavailable, 503, "The service behind this path is not available now.", true),
        new(BackendProblemCodes.Timeout, 504, "The service behind this path took too long; a write may have happened.", true),
        new(StoreThrottled, 503, "The store asks for fewer requests; Retry-After says when to try again.", true),
        new(StoreUnavailable, 503, "The store did not answer; a write may have happened.", true),
        new(TransportUnavailable, 503, "The event transport did not answer.", true),
        new(Timeout, 504, "The function or what it waits for took too long; a write may have happened.", true),
    ];

    /// <summary>The code and text for an answer that has a status and nothing else.</summary>
    public static Problem ForStatus(int status) => status switch
    {
        401 => new Problem(status, Unauthenticated, "A valid bearer token is needed."),
        403 => new Problem(status, Forbidden, "The caller may not do this."),
        404 => new Problem(status, NotFound, "There is nothing here."),
        405 => new Problem(status, MethodNotAllowed, "This method is not allowed here."),
        406 => new Problem(status, NotAcceptable, "The function does not answer with a content type the client takes."),
        409 => new Problem(status, ConditionFailed, "The state of the document does not allow this."),
        412 => new Problem(status, ETagMismatch, "The document has another version."),
        413 => new Problem(status, BodyTooLarge, "The body is too large."),
        415 => new Problem(status, UnsupportedMediaType, "This content type is not accepted here."),
        428 => new Problem(status, IfMatchRequired, "If-Match is needed."),
        429 => new Problem(status, Throttled, "Requests come too fast."),
        503 => new Problem(status, StoreUnavailable, "The service cannot answer now."),
        504 => new Problem(status, Timeout, "The function took too long."),
        < 500 => new Problem(status, BadRequest, "The request was refused."),
        _ => new Problem(status, Internal, "The request failed."),
    };
}
