namespace Virga.Gateway;

/// <summary>How the text of an access log record is written; its structured values are the same in each.</summary>
public enum AccessLogFormat
{
    /// <summary>A sentence for people; programs read the structured values.</summary>
    Text,

    /// <summary>The Common Log Format, exactly as API Gateway's.</summary>
    Clf,

    /// <summary>One JSON object with every variable that has a value.</summary>
    Json,
}
