using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Virga.LocalHost;

/// <summary>Runs the invocations that HTTP did not start: each in a scope of services, with host.json's time limit and the function's own retry policy.</summary>
internal sealed class TriggerInvoker(
    IServiceScopeFactory scopes, InvocationPipeline pipeline, HostSettings settings, TimeProvider time, ILogger<TriggerInvoker> logger)
{
    /// <summary>Tries an invocation until it succeeds, as often as the function's retry attribute says; failures are logged.</summary>
    /// <returns>Whether it succeeded.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<bool> TryInvokeAsync(TriggerInvocation invocation, CancellationToken cancellationToken) => TryInvokeAsync(invocation, cancellationToken, cancellationToken);

    /// <summary>Tries an invocation until it succeeds, as often as the function's retry attribute says; failures are logged.</summary>
    /// <param name="invocation">What to run.</param>
    /// <param name="cancellationToken">Cancels the invocation.</param>
    /// <param name="waiting">Cancels a wait between two tries.</param>
    /// <returns>Whether it succeeded.</returns>
    /// <exception cref="OperationCanceledException">A token was cancelled before it had succeeded.</exception>
    public async Task<bool> TryInvokeAsync(TriggerInvocation invocation, CancellationToken cancellationToken, CancellationToken waiting)
    {
        var policy = invocation.Function.Retry;
        for (var count = 0; ; count++)
        {
            try
            {
                await InvokeAsync(invocation, policy is null ? LocalRetryContext.None : new LocalRetryContext(count, policy.MaxRetryCount), cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // The host answers for whatever a function throws.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (policy is null || (policy.MaxRetryCount >= 0 && count >= policy.MaxRetryCount))
                {
                    Log.InvocationFailed(logger, e, invocation.Function.Name, count + 1);
                    return false;
                }

                var delay = DelayBefore(policy, count + 1);
                Log.InvocationRetried(logger, e, invocation.Function.Name, count + 1, delay);
                await Task.Delay(delay, time, waiting).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Runs an invocation once.</summary>
    /// <returns>What the function returned.</returns>
    public async Task<object?> InvokeAsync(TriggerInvocation invocation, RetryContext retry, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Source.StartActivity(invocation.Function.Name, ActivityKind.Consumer, invocation.TraceParent);
        using var limit = settings.FunctionTimeout is { } timeout ? new CancellationTokenSource(timeout, time) : new CancellationTokenSource();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var scope = scopes.CreateAsyncScope();
        await using var ending = scope.ConfigureAwait(false);
        var context = new LocalFunctionContext(invocation.Function)
        {
            TriggerValue = invocation.Payload,
            TriggerData = invocation.Data,
            Stopping = stopping.Token,
            Retry = retry,
            InstanceServices = scope.ServiceProvider,
        };
        try
        {
            await pipeline.InvokeAsync(context).ConfigureAwait(false);
            return context.Result.Value;
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The function '{invocation.Function.Name}' ran longer than host.json's functionTimeout of {settings.FunctionTimeout}.", e);
        }
        catch (Exception e) when (Record(activity, e))
        {
            throw;
        }
        finally
        {
            await context.EndAsync().ConfigureAwait(false);
        }
    }

    /// <summary>How long the policy waits before a try, the first retry being 1.</summary>
    public static TimeSpan DelayBefore(RetryAttribute policy, int retry) => policy switch
    {
        FixedDelayRetryAttribute fixedDelay => TimeSpan.Parse(fixedDelay.DelayInterval, CultureInfo.InvariantCulture),
        ExponentialBackoffRetryAttribute backoff => Backoff(
            TimeSpan.Parse(backoff.MinimumInterval, CultureInfo.InvariantCulture), TimeSpan.Parse(backoff.MaximumInterval, CultureInfo.InvariantCulture), retry),
        _ => TimeSpan.Zero,
    };

    private static TimeSpan Backoff(TimeSpan minimum, TimeSpan maximum, int retry)
    {
        var ticks = minimum.Ticks * Math.Pow(2, Math.Min(retry - 1, 60));
        return ticks >= maximum.Ticks ? maximum : TimeSpan.FromTicks((long)ticks);
    }

    private static bool Record(Activity? activity, Exception exception)
    {
        activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
        activity?.AddException(exception);
        return false;
    }
}
