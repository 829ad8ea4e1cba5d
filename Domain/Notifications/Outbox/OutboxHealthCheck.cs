using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Says degraded when a message has waited in the outbox for longer than <see cref="NotificationsOptions.OutboxAlarm"/>: the app works, and its notifications do not get out.</summary>
internal sealed class OutboxHealthCheck(OutboxGauge gauge, IOptions<NotificationsOptions> options) : IHealthCheck
{
    public const string Name = "outbox";

    public static void Register(HealthCheckServiceOptions options) => options.AddOnce<OutboxHealthCheck>(Name, HealthStatus.Degraded, TimeSpan.FromSeconds(5));

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var lag = await gauge.MeasureAsync(cancellationToken).ConfigureAwait(false);
            var description = string.Create(CultureInfo.InvariantCulture, $"{lag.Pending} messages wait, the oldest for {lag.Oldest.TotalSeconds:0} s");
            return lag.Oldest < options.Value.OutboxAlarm ? HealthCheckResult.Healthy(description) : new HealthCheckResult(context.Registration.FailureStatus, description);
        }
        catch (StoreException fault)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, fault.Code, fault);
        }
    }
}
