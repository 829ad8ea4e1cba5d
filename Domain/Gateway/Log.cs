using Microsoft.Extensions.Logging;

namespace Virga.Gateway;

internal static partial class Log
{
    /// <summary>The category of access log records.</summary>
    public const string AccessCategory = "Virga.Gateway.Access";

    /// <summary>The category of everything else the pipeline logs.</summary>
    public const string Category = "Virga.Gateway";

    [LoggerMessage(3001, LogLevel.Error, "Function {Function} failed, request {RequestId}, trace {TraceId}")]
    public static partial void Failed(ILogger logger, Exception exception, string function, string requestId, string traceId);

    [LoggerMessage(3002, LogLevel.Warning, "Function {Function} could not be served ({Code}), request {RequestId}, trace {TraceId}")]
    public static partial void Unavailable(ILogger logger, Exception exception, string function, string code, string requestId, string traceId);

    [LoggerMessage(3003, LogLevel.Error, "Function {Function} failed after the answer had started, which is cut off, request {RequestId}, trace {TraceId}")]
    public static partial void FailedLate(ILogger logger, Exception exception, string function, string requestId, string traceId);

    [LoggerMessage(3004, LogLevel.Debug, "The client of {Function} went away, request {RequestId}")]
    public static partial void ClientGone(ILogger logger, string function, string requestId);

    [LoggerMessage(3005, LogLevel.Warning, "No issuer is trusted (Authentication:Authority is not set), so what asks for a token answers 401 to everyone, {Count} in all: {Functions}")]
    public static partial void NobodyCanCall(ILogger logger, int count, string functions);

    [LoggerMessage(3006, LogLevel.Debug, "Function {Function} is called, request {RequestId}")]
    public static partial void Calling(ILogger logger, string function, string requestId);

    [LoggerMessage(3007, LogLevel.Debug, "Function {Function} took {ElapsedMilliseconds:0.0} ms, request {RequestId}")]
    public static partial void Called(ILogger logger, string function, double elapsedMilliseconds, string requestId);

    [LoggerMessage(3008, LogLevel.Warning, "{Count} notifications of accesses for topic '{Topic}' could not be published and are lost")]
    public static partial void AccessNotificationsFailed(ILogger logger, Exception? exception, int count, string topic);

    [LoggerMessage(3009, LogLevel.Warning, "{Count} notifications of accesses were still waiting when the app stopped and are lost")]
    public static partial void AccessNotificationsLeft(ILogger logger, int count);

    [LoggerMessage(3010, LogLevel.Warning, "Operation {Operation} is accepted but could not be queued; the sweep will bring it")]
    public static partial void OperationNotQueued(ILogger logger, Exception exception, string operation);

    [LoggerMessage(3011, LogLevel.Error, "Attempt {Attempt} at operation {Operation} of '{Handler}' failed")]
    public static partial void OperationAttemptFailed(ILogger logger, Exception exception, string handler, string operation, int attempt);

    [LoggerMessage(3020, LogLevel.Warning, "The answer of {Function} could not be recorded under its idempotency key, request {RequestId}: a retry may run it again")]
    public static partial void IdempotencyNotRecorded(ILogger logger, Exception exception, string function, string requestId);

    [LoggerMessage(3021, LogLevel.Warning, "A run of {Function} under an idempotency key took longer than its lease, and another took its key over, request {RequestId}")]
    public static partial void IdempotencyLeaseLost(ILogger logger, string function, string requestId);

    [LoggerMessage(3022, LogLevel.Warning, "What {Function} changed could not be purged from the server's cache, request {RequestId}: it is stale until its time ends")]
    public static partial void PurgeFailed(ILogger logger, Exception exception, string function, string requestId);

    [LoggerMessage(3030, LogLevel.Error, "Authorizer {Authorizer} failed or took too long, request {RequestId}")]
    public static partial void AuthorizerFailed(ILogger logger, Exception exception, string authorizer, string requestId);

    [LoggerMessage(3031, LogLevel.Warning, "The use of API key {KeyId} could not be written down")]
    public static partial void UseNotNoted(ILogger logger, Exception exception, string keyId);
}
