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
}
