namespace Virga.Hosting;

/// <summary>How the app is, for the API's description: what <see cref="Virga.Gateway.HealthAnswer"/> writes.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Checks">The checks, one by one.</param>
internal sealed record HealthBody(string Status, IReadOnlyList<HealthCheckBody> Checks);
