using Microsoft.Extensions.Logging;

namespace Unit.Gateway;

internal sealed record LogEntry(string Category, LogLevel Level, string Text, Exception? Exception, IReadOnlyDictionary<string, object?> Values);
