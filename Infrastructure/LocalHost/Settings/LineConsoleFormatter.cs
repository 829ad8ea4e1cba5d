using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Virga.LocalHost;

/// <summary>Writes a log entry on one line, and its exception below it.</summary>
internal sealed class LineConsoleFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>The formatter's name, for <c>Logging:Console:FormatterName</c>.</summary>
    public const string FormatterName = "virga";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture));
        textWriter.Write(logEntry.LogLevel switch
        {
            LogLevel.Critical => "crit ",
            LogLevel.Error => "fail ",
            LogLevel.Warning => "warn ",
            LogLevel.Information => "info ",
            _ => "dbug ",
        });
        textWriter.Write(logEntry.Category);
        textWriter.Write(": ");
        textWriter.WriteLine(message);
        if (logEntry.Exception is { } exception)
        {
            textWriter.WriteLine(exception.ToString());
        }
    }
}
