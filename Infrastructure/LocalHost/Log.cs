using Microsoft.Extensions.Logging;

namespace Virga.LocalHost;

/// <summary>What the local host logs: events 7000 to 7999.</summary>
internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Error, "The function '{Function}' failed (invocation {InvocationId}).")]
    public static partial void FunctionFailed(ILogger logger, Exception exception, string function, string invocationId);

    [LoggerMessage(7001, LogLevel.Debug, "The caller of the function '{Function}' went away (invocation {InvocationId}).")]
    public static partial void CallerGone(ILogger logger, string function, string invocationId);

    [LoggerMessage(7003, LogLevel.Error, "The function '{Function}' failed after {Tries} tries. What started it is lost unless its trigger keeps it.")]
    public static partial void InvocationFailed(ILogger logger, Exception exception, string function, int tries);

    [LoggerMessage(7004, LogLevel.Warning, "The function '{Function}' failed (try {Try}); it is tried again in {Delay}.")]
    public static partial void InvocationRetried(ILogger logger, Exception exception, string function, int @try, TimeSpan delay);

    [LoggerMessage(7002, LogLevel.Debug, "No function takes {Method} {Path}.")]
    public static partial void NoRoute(ILogger logger, string method, string path);
}
