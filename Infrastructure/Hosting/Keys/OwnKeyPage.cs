namespace Virga.Hosting;

/// <summary>One page of the caller's keys.</summary>
internal sealed record OwnKeyPage(IReadOnlyList<OwnKey> Items, string? Next);
