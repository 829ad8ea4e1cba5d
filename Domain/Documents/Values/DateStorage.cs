namespace Virga.Documents;

/// <summary>How points in time, dates and time spans are kept in the store. Models, JSON and HTTP show them as text whatever is chosen.</summary>
public enum DateStorage
{
    /// <summary>Text (ISO 8601, UTC, seven decimals): orders as the values do and loses nothing.</summary>
    Iso,

    /// <summary>A whole number of milliseconds since 1970-01-01T00:00:00Z, or of a time span. What is finer is cut off, towards the past, when written.</summary>
    Milliseconds,

    /// <summary>A whole number of seconds since 1970-01-01T00:00:00Z, or of a time span. What is finer is cut off, towards the past, when written.</summary>
    Seconds,
}
