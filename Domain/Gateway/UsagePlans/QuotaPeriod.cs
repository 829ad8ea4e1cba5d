using System.Text.Json.Serialization;

namespace Virga.Gateway;

/// <summary>What a quota is counted over: calendar periods in UTC, as API Gateway's DAY, WEEK and MONTH.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QuotaPeriod>))]
public enum QuotaPeriod
{
    /// <summary>From midnight to midnight.</summary>
    Day,

    /// <summary>From Monday to Sunday (ISO 8601).</summary>
    Week,

    /// <summary>A month of the calendar.</summary>
    Month,
}
