using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Virga.Gateway;

/// <summary>How long this function may take, instead of <see cref="GatewayOptions.Timeout"/>: then its cancellation token is cancelled, and the answer is 504 <c>timeout</c>.</summary>
/// <remarks>A function that does not look at its token is waited for. ASP.NET Core's own <c>[RequestTimeout]</c> and <c>[DisableRequestTimeout]</c> work, too; under a debugger no time-out counts.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class TimeoutAttribute : Attribute
{
    /// <summary>The longest time-out, in seconds: the load balancer in front of Azure Functions gives up then.</summary>
    public const int MaxSeconds = 230;

    /// <summary>A time-out in seconds; <c>0.5</c> is half a second.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not above 0, or above <see cref="MaxSeconds"/>.</exception>
    public TimeoutAttribute(double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, MaxSeconds);
        Seconds = seconds;
    }

    /// <summary>The time-out in seconds.</summary>
    public double Seconds { get; }

    /// <summary>The same for ASP.NET Core's middleware.</summary>
    internal RequestTimeoutPolicy Policy => PolicyOf(TimeSpan.FromSeconds(Seconds));

    internal static RequestTimeoutPolicy PolicyOf(TimeSpan timeout) => new()
    {
        Timeout = timeout,
        TimeoutStatusCode = StatusCodes.Status504GatewayTimeout,
        WriteTimeoutResponse = context =>
        {
            // ASP.NET Core's middleware keeps the exception to itself, and the Functions host is to count a failure all the same.
            var feature = GatewayFeature.Of(context);
            feature.Failure = new TimeoutException($"The function '{feature.FunctionName}' took longer than {timeout}.");
            Activity.Current?.SetStatus(ActivityStatusCode.Error, ProblemCodes.Timeout);
            return Task.CompletedTask;
        },
    };
}
