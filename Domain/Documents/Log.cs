using Microsoft.Extensions.Logging;

namespace Virga.Documents;

/// <summary>What this project logs: events 1000 to 1999.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Warning, "Documents:CursorKey is not set: cursors are signed with a random key, so they end with this process "
        + "and other instances refuse them. Set it to 32 random bytes in base64.")]
    public static partial void CursorKeyIsRandom(ILogger logger);

    [LoggerMessage(1001, LogLevel.Error, "A transaction happened, but what was to run after it failed.")]
    public static partial void CommittedCallbackFailed(ILogger logger, Exception exception);

    [LoggerMessage(1100, LogLevel.Warning, "Change handler '{Handler}' failed with '{Document}' (attempt {Attempt}); it is tried again.")]
    public static partial void ChangeFailed(ILogger logger, string handler, string document, int attempt, Exception exception);

    [LoggerMessage(1101, LogLevel.Error, "Change handler '{Handler}' did not take '{Document}' of partition '{Partition}' in {Attempts} attempt(s); the change is put aside as a dead letter.")]
    public static partial void ChangeDeadLettered(ILogger logger, string handler, string document, PartitionKey partition, int attempts, Exception exception);

    [LoggerMessage(1102, LogLevel.Warning, "Change handler '{Handler}' failed with a batch of {Count}; each change is now given alone.")]
    public static partial void BatchTakenApart(ILogger logger, string handler, int count, Exception exception);
}
