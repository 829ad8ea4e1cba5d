namespace Virga.Gateway;

/// <summary>How the access log is written; section <c>Gateway:AccessLog</c> of the configuration.</summary>
/// <remarks>Records have category <c>Virga.Gateway.Access</c> and level Information; a log level of Warning turns them off.</remarks>
public sealed class AccessLogOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:AccessLog";

    /// <summary>How a record's text is written.</summary>
    /// <value>Text</value>
    public AccessLogFormat Format { get; set; } = AccessLogFormat.Text;

    /// <summary>A template of your own with API Gateway's variables, instead of <see cref="Format"/>: <c>$context.requestId $context.status</c>. At most 3 KB; it must have a request id.</summary>
    /// <value>null</value>
    public string? Template { get; set; }

    /// <summary>What <c>$context.stage</c> says: the environment's name.</summary>
    /// <value>$default</value>
    public string Stage { get; set; } = "$default";

    /// <summary>Whether <c>Server-Timing</c> tells clients how long the gateway and the function took; not for strangers, who could learn from times.</summary>
    /// <value>null: in the Development environment only</value>
    public bool? ServerTiming { get; set; }

    /// <summary>Whether answers carry <c>traceresponse</c> (W3C Trace Context level 2), the trace their request belongs to.</summary>
    /// <value>true</value>
    public bool TraceResponse { get; set; } = true;
}
