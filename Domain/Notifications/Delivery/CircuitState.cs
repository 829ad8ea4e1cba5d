using System.Text.Json.Serialization;

namespace Virga.Notifications;

/// <summary>Whether an endpoint is asked at the moment.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CircuitState>))]
public enum CircuitState
{
    /// <summary>It is: it answers.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,

    /// <summary>It is not: it failed too often in a row. Its messages wait.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>One message tries it; the others wait for the outcome.</summary>
    [JsonStringEnumMemberName("half-open")]
    HalfOpen,
}
