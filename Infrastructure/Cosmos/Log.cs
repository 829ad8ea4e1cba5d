using Microsoft.Extensions.Logging;

namespace Virga.Cosmos;

internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Debug, "The warm-up of the Cosmos DB client did not finish; the first requests will be slower")]
    public static partial void WarmUpFailed(ILogger logger, Exception fault);
}
