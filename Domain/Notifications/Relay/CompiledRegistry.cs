namespace Virga.Notifications;

/// <summary>A topic's functions and confirmed subscriptions at one version of its registry, ready to be matched.</summary>
internal sealed record CompiledRegistry(long Version, string? ETag, RecipientIndex Recipients);
