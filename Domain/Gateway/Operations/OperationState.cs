using System.Text.Json.Serialization;

namespace Virga.Gateway;

/// <summary>Where an operation is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OperationState>))]
public enum OperationState
{
    /// <summary>It waits for its turn, or for another attempt.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>It is being done.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It is done.</summary>
    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    /// <summary>It could not be done.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
