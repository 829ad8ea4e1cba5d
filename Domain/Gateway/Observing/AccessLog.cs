using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Writes access log records: one for each request, structured, its text as configured.</summary>
internal sealed class AccessLog
{
    private static readonly EventId Event = new(3000, "Access");

    private readonly ILogger _logger;
    private readonly Func<AccessEntry, Exception?, string> _render;

    public AccessLog(ILoggerFactory logs, IOptions<AccessLogOptions> options)
    {
        _logger = logs.CreateLogger(Log.AccessCategory);
        var settings = options.Value;
        var template = settings.Template ?? (settings.Format == AccessLogFormat.Clf ? AccessTemplate.Clf : null);
        if (template is not null)
        {
            var parsed = AccessTemplate.Parse(template, [])!;
            _render = (entry, _) => parsed.Render(entry);
        }
        else
        {
            _render = settings.Format == AccessLogFormat.Json ? static (entry, _) => AccessJson.Render(entry) : static (entry, _) => entry.ToString();
        }
    }

    public bool IsEnabled => _logger.IsEnabled(LogLevel.Information);

    public void Write(AccessEntry entry) => _logger.Log(LogLevel.Information, Event, entry, null, _render);
}
