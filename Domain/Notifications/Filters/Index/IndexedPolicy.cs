namespace Virga.Notifications;

/// <summary>A policy and its number in an index.</summary>
internal sealed record IndexedPolicy(int Number, FilterPolicy Policy);
