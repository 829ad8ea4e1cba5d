using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Virga.Gateway;

/// <summary>Answers how the app is: runs the registered health checks and says <c>{status, checks}</c>, with 503 when one is unhealthy.</summary>
/// <remarks>Exceptions and data of the checks stay in the log: the answer has names, states, descriptions and durations.</remarks>
public sealed class HealthAnswer(HealthCheckService checks)
{
    /// <summary>The tag of checks that are worth an alarm and no reason to send requests elsewhere.</summary>
    public const string ObserveTag = "observe";

    /// <summary>Runs all checks and gives the answer: 200 when healthy or degraded, else 503.</summary>
    public async Task<IResult> AnswerAsync(CancellationToken cancellationToken = default) =>
        new HealthResult(await checks.CheckHealthAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>The answer of a process that answers: 200, no check run.</summary>
    public static IResult Alive() => new HealthResult(new HealthReport(new Dictionary<string, HealthReportEntry>(), TimeSpan.Zero));

    /// <summary>Runs the checks that tell whether requests can be served, those without the tag <see cref="ObserveTag"/>: 200, or 503 when one is unhealthy.</summary>
    public async Task<IResult> ReadyAsync(CancellationToken cancellationToken = default) =>
        new HealthResult(await checks.CheckHealthAsync(check => !check.Tags.Contains(ObserveTag), cancellationToken).ConfigureAwait(false));

    private sealed class HealthResult(HealthReport report) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var body = new ArrayBufferWriter<byte>(256);
            Write(body);
            httpContext.Response.StatusCode = report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            httpContext.Response.Headers.CacheControl = "no-store";
            return JsonAnswer.WriteAsync(httpContext, body.WrittenMemory);
        }

        private void Write(ArrayBufferWriter<byte> body)
        {
            using var json = new Utf8JsonWriter(body);
            json.WriteStartObject();
            json.WriteString("status"u8, Name(report.Status));
            json.WriteStartArray("checks"u8);
            foreach (var (name, entry) in report.Entries)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, name);
                json.WriteString("status"u8, Name(entry.Status));
                if (entry.Description is { } description && entry.Exception is null)
                {
                    json.WriteString("description"u8, description);
                }

                json.WriteNumber("durationMilliseconds"u8, Math.Round(entry.Duration.TotalMilliseconds, 1));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        private static string Name(HealthStatus status) => status switch
        {
            HealthStatus.Healthy => "healthy",
            HealthStatus.Degraded => "degraded",
            _ => "unhealthy",
        };
    }
}
