using System.Text.Json.Serialization;

namespace Virga.Notifications;

/// <summary>How far a replay is (SNS's four).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplayState>))]
public enum ReplayState
{
    /// <summary>Asked for.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Messages are being taken from the archive.</summary>
    [JsonStringEnumMemberName("in-progress")]
    InProgress,

    /// <summary>All messages are on their way. A FIFO topic's are delivered group by group, before anything newer.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>It was given up.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
