using Microsoft.Extensions.Logging;

namespace Virga.LocalHost;

/// <summary>What the local host logs: events 7000 to 7999.</summary>
internal static partial class Log
{
    [LoggerMessage(7000, LogLevel.Error, "The function '{Function}' failed (invocation {InvocationId}).")]
    public static partial void FunctionFailed(ILogger logger, Exception exception, string function, string invocationId);

    [LoggerMessage(7001, LogLevel.Debug, "The caller of the function '{Function}' went away (invocation {InvocationId}).")]
    public static partial void CallerGone(ILogger logger, string function, string invocationId);

    [LoggerMessage(7002, LogLevel.Debug, "No function takes {Method} {Path}.")]
    public static partial void NoRoute(ILogger logger, string method, string path);

    [LoggerMessage(7003, LogLevel.Error, "The function '{Function}' failed at try {Tries}, which was the last.")]
    public static partial void InvocationFailed(ILogger logger, Exception exception, string function, int tries);

    [LoggerMessage(7004, LogLevel.Warning, "The function '{Function}' failed (try {Try}); it is tried again in {Delay}.")]
    public static partial void InvocationRetried(ILogger logger, Exception exception, string function, int @try, TimeSpan delay);

    [LoggerMessage(7005, LogLevel.Error, "What starts the function '{Function}' cannot be read; it is tried again in {Delay}.")]
    public static partial void ListenerFailed(ILogger logger, Exception exception, string function, TimeSpan delay);

    [LoggerMessage(7006, LogLevel.Error, "The message {MessageId} was given to '{Function}' {Count} times and is now in the queue '{Poison}'.")]
    public static partial void MessagePoisoned(ILogger logger, string messageId, string function, int count, string poison);

    [LoggerMessage(7007, LogLevel.Error, "The message {MessageId} could neither be removed from the queue '{Queue}' nor given back; it comes again by itself.")]
    public static partial void MessageNotSettled(ILogger logger, Exception exception, string messageId, string queue);

    [LoggerMessage(7009, LogLevel.Error, "{Count} changed items are lost to the function '{Function}': it failed, and no retry is left. Give it a retry attribute, or catch what may fail for each item.")]
    public static partial void ChangesLost(ILogger logger, int count, string function);

    [LoggerMessage(7010, LogLevel.Warning, "Hot reload has changed {Types}, but functions, their attributes, models, topics and the program count as they were at the start. Restart: Ctrl+R in dotnet watch, or always with dotnet watch --no-hot-reload.")]
    public static partial void ReloadedWithoutEffect(ILogger logger, string types);
}
