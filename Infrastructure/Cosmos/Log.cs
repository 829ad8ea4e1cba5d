using Microsoft.Extensions.Logging;
using Virga.Documents;

namespace Virga.Cosmos;

internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Debug, "The warm-up of the Cosmos DB client did not finish; the first requests will be slower")]
    public static partial void WarmUpFailed(ILogger logger, Exception fault);

    [LoggerMessage(4010, LogLevel.Information, "Container reconciled: {Difference}, so it was changed.")]
    public static partial void ContainerChanged(ILogger logger, ContainerDifference difference);

    [LoggerMessage(4011, LogLevel.Warning, "Container drift: {Difference}. Deploy the containers anew: ./dev bicep writes their definition.")]
    public static partial void ContainerDrifted(ILogger logger, ContainerDifference difference);

    [LoggerMessage(4012, LogLevel.Error, "The containers cannot be used.")]
    public static partial void ContainersRefused(ILogger logger, Exception exception);

    [LoggerMessage(4013, LogLevel.Warning, "Whether the containers are what the models want could not be found out.")]
    public static partial void DriftUnknown(ILogger logger, Exception exception);
}
