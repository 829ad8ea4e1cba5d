using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Asks the authorizer of a function, or remembers what it said.</summary>
internal sealed class AuthorizerStage(HybridCache cache, IOptions<AuthorizerOptions> options, TimeProvider time, ILoggerFactory logs)
{
    private const string Scheme = "Authorizer";

    private static readonly HybridCacheEntryOptions OnlyLook = new() { Flags = HybridCacheEntryFlags.DisableUnderlyingData };

    private readonly ILogger _log = logs.CreateLogger(Log.Category);

    /// <summary>Whether the caller may; when not, the request has been answered.</summary>
    public async ValueTask<bool> AuthorizeAsync(HttpContext context, string name)
    {
        var (type, settings) = options.Value.Authorizers[name];
        if (KeyOf(context, name, settings) is not { } key)
        {
            return Unauthorized(context, settings);
        }

        var result = settings.CacheFor > TimeSpan.Zero ? await RememberedAsync(key, context.RequestAborted).ConfigureAwait(false) : null;
        if (result is null)
        {
            result = await AskAsync(context, name, type, settings).ConfigureAwait(false);
            if (settings.CacheFor > TimeSpan.Zero)
            {
                await cache.SetAsync(
                    key, new AuthorizerEntry(result, time.GetUtcNow() + settings.CacheFor), new HybridCacheEntryOptions { Expiration = settings.CacheFor }, null, context.RequestAborted).ConfigureAwait(false);
            }
        }

        switch (result.Verdict)
        {
            case AuthorizerVerdict.Allow:
                context.Features.Set(result);
                context.User = PrincipalOf(result);
                return true;
            case AuthorizerVerdict.Unauthorized:
                return Unauthorized(context, settings);
            default:
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                GatewayFeature.SetProblem(context, new Problem(403, ProblemCodes.Forbidden, "The caller may not do this."));
                return false;
        }
    }

    private async ValueTask<AuthorizerResult?> RememberedAsync(string key, CancellationToken cancellationToken) =>
        await cache.GetOrCreateAsync<AuthorizerEntry?>(key, static _ => ValueTask.FromResult<AuthorizerEntry?>(null), OnlyLook, null, cancellationToken).ConfigureAwait(false) is { } entry
        && entry.Until > time.GetUtcNow()
            ? entry.Result
            : null;

    private async Task<AuthorizerResult> AskAsync(HttpContext context, string name, Type type, AuthorizerSettings settings)
    {
        using var deadline = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            var authorizer = (IRequestAuthorizer)context.RequestServices.GetRequiredService(type);

            // Waits no longer than it says, whatever the authorizer makes of the token.
            return await authorizer.AuthorizeAsync(context.Request, either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"Authorizer '{name}' answered null.");
        }
        catch (UnauthorizedAccessException)
        {
            return AuthorizerResult.Unauthorized();
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested)
        {
            Log.AuthorizerFailed(_log, fault, name, context.TraceIdentifier);
            throw new GatewayException(new Problem(500, ProblemCodes.AuthorizerFailed, "It could not be decided whether the caller may do this."), fault);
        }
    }

    private static bool Unauthorized(HttpContext context, AuthorizerSettings settings)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers[HeaderNames.WWWAuthenticate] = settings.Challenge;
        GatewayFeature.SetProblem(context, new Problem(401, ProblemCodes.Unauthenticated, "The caller is not known."));
        return false;
    }

    private static ClaimsPrincipal PrincipalOf(AuthorizerResult result) => new(new ClaimsIdentity(
        [new Claim("sub", result.Subject ?? "-"), .. result.Claims.Select(claim => new Claim(claim.Key, claim.Value))], Scheme, "sub", "roles"));

    /// <summary>What answers are kept under: a hash of all identity sources, so that no token stands in a cache's keys; null when a source is missing.</summary>
    private static string? KeyOf(HttpContext context, string name, AuthorizerSettings settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (isHeader, source) in settings.Sources)
        {
            var value = (isHeader ? context.Request.Headers[source] : context.Request.Query[source]).ToString();
            if (string.IsNullOrWhiteSpace(value))
            {
                return null;
            }

            // Length first, so that two sources cannot be cut differently into the same bytes.
            hash.AppendData(BitConverter.GetBytes(value.Length));
            hash.AppendData(Encoding.UTF8.GetBytes(value));
        }

        if (settings.IsPerFunction)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(GatewayFeature.Of(context).FunctionName));
        }

        return $"virga:authorizer:{name}:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
