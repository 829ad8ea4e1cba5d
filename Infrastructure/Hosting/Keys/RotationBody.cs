namespace Virga.Hosting;

/// <summary>The body of a request that rotates a key.</summary>
internal sealed record RotationBody
{
    /// <summary>For how many seconds the old value still works; null for the configured overlap, 0 to end it at once.</summary>
    public int? OverlapSeconds { get; init; }
}
