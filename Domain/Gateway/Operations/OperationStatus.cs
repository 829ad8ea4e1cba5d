using System.Text.Json;

namespace Virga.Gateway;

/// <summary>An operation as its client sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Where it is.</param>
/// <param name="CreatedAt">When it was asked for.</param>
public sealed record OperationStatus(string Id, OperationState State, DateTimeOffset CreatedAt)
{
    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Where its result is; null until it has one at an address.</summary>
    public string? ResultUrl { get; init; }

    /// <summary>Its result; null until it has one here.</summary>
    public JsonElement? Result { get; init; }

    /// <summary>The code of the problem it failed with; null otherwise.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Why it failed, for people; null otherwise.</summary>
    public string? Error { get; init; }
}
