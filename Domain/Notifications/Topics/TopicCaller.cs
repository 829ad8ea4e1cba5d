namespace Virga.Notifications;

/// <summary>Whoever asks something of a topic.</summary>
/// <param name="Principals">What policies know the caller by: <c>sub:</c> and the token's subject, <c>client:</c> and the client's id, <c>scope:</c> and each scope.</param>
/// <param name="IsOwner">Whether the caller may manage topics: what no policy denies, it may do.</param>
public sealed record TopicCaller(IReadOnlyCollection<string> Principals, bool IsOwner);
