namespace Virga.Notifications;

/// <summary>Why a message passed a filter policy, or did not.</summary>
/// <param name="Matches">Whether it passed: always what <see cref="FilterPolicy.Matches"/> says.</param>
/// <param name="Keys">What each key of the policy found, in the policy's order.</param>
/// <param name="Note">What no single key shows: the body is no JSON object, or no one list element meets all keys; null when there is nothing of the kind.</param>
public sealed record FilterExplanation(bool Matches, IReadOnlyList<FilterKeyExplanation> Keys, string? Note)
{
    /// <summary>The explanation as lines of text.</summary>
    public IReadOnlyList<string> ToLines() => [.. Keys.Select(key => $"key `{key.Key}`: {key.Reason}"), .. Note is null ? (string[])[] : [Note]];
}
