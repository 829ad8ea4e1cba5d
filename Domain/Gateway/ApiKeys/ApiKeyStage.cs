using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Checks the API key of a request and counts it on the key's usage plan.</summary>
internal sealed class ApiKeyStage(
    KnownKeys known, ApiKeys keys, UsageCounter counter, ThrottleStage throttles, IOptions<ApiKeyOptions> options, TimeProvider time, ILoggerFactory logs)
{
    private const int MostNoted = 10_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new(StringComparer.Ordinal);
    private readonly ILogger _log = logs.CreateLogger(Log.Category);

    /// <summary>Whether the request may go on; when it may not, it has been answered.</summary>
    public async ValueTask<bool> CheckAsync(HttpContext context)
    {
        var presented = context.Features.Get<AuthorizerResult>()?.ApiKey ?? (context.Request.Headers.TryGetValue(options.Value.Header, out var values) && values is [{ } single] ? single : null);
        if (presented is null || await known.FindAsync(presented, context.RequestAborted).ConfigureAwait(false) is not { Key: { } key } found)
        {
            // One answer for a key that is missing, wrong, disabled or expired: it tells nobody which.
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            GatewayFeature.SetProblem(context, new Problem(403, ProblemCodes.InvalidApiKey, $"A valid API key is needed in the header '{options.Value.Header}'."));
            return false;
        }

        context.Features.Set(found);
        if (found.Plan is { } plan && !throttles.TakePlan(context, key, plan))
        {
            return false;
        }

        if (!await CountAsync(context, key, found.Plan).ConfigureAwait(false))
        {
            return false;
        }

        await NoteUseAsync(key, context.RequestAborted).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<bool> CountAsync(HttpContext context, ApiKey key, UsagePlan? plan)
    {
        var (allowed, left, window) = await counter.TakeAsync(key.Id, plan?.Quota, context.RequestAborted).ConfigureAwait(false);
        if (plan?.Quota is not { } quota)
        {
            return true;
        }

        var rest = window.End - time.GetUtcNow();
        RateLimitHeaders.Add(
            context.Response, $"{plan.Name}-quota", quota.Limit, (long)(window.End - window.Start).TotalSeconds, left, Math.Max(1, (long)Math.Ceiling(rest.TotalSeconds)));
        if (!allowed)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            GatewayFeature.SetProblem(context, new Problem(429, ProblemCodes.QuotaExceeded, $"The API key has used up its {quota.Limit} requests of this {window.Period}.") { RetryAfter = rest });
        }

        return allowed;
    }

    /// <summary>Writes down that the key was used, now and then; the request does not fail when that fails.</summary>
    private async ValueTask NoteUseAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var every = options.Value.LastUsedEvery;
        if (key.LastUsedAt > now - every || (_noted.TryGetValue(key.Id, out var last) && last > now - every))
        {
            return;
        }

        if (_noted.Count >= MostNoted)
        {
            _noted.Clear();
        }

        _noted[key.Id] = now;
        try
        {
            await keys.NoteUseAsync(key.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreException fault)
        {
            Log.UseNotNoted(_log, fault, key.Id);
        }
    }
}
