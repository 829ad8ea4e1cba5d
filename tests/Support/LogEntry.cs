using Microsoft.Extensions.Logging;

namespace Support;

public sealed record LogEntry(string Category, LogLevel Level, string Text, Exception? Exception, IReadOnlyDictionary<string, object?> Values);
