namespace Virga.Hosting;

/// <summary>One health check's outcome.</summary>
/// <param name="Name">The check's name.</param>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="DurationMilliseconds">How long it took.</param>
internal sealed record HealthCheckBody(string Name, string Status, double DurationMilliseconds)
{
    /// <summary>What the check says, when it says something.</summary>
    public string? Description { get; init; }
}
