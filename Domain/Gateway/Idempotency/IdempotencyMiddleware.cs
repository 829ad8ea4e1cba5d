using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Does a request with an <c>Idempotency-Key</c> once, and answers its repetitions from what was recorded.</summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, IdempotencyStore store, bool required, IdempotencyOptions options, ILogger logger)
{
    public const string Replayed = "Idempotent-Replayed";

    private static readonly TimeSpan RecordFor = TimeSpan.FromSeconds(10);

    /// <summary>Headers that belong to one exchange and not to the answer.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.TransferEncoding, HeaderNames.Upgrade, HeaderNames.Trailer, HeaderNames.Date, HeaderNames.Server,
        HeaderNames.SetCookie, HeaderNames.ContentLength, RequestIdMiddleware.Header, "traceresponse", "Server-Timing",
    };

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (IdempotencyKey.Read(request.Headers) is not { } key)
        {
            if (required)
            {
                throw KeyRequired();
            }

            await next(context).ConfigureAwait(false);
            return;
        }

        var body = await WholeBody.ReadAsync(request, context.RequestAborted).ConfigureAwait(false);
        var id = IdempotencyHash.IdOf(context, GatewayFeature.Of(context).FunctionName, key);
        switch (await store.ClaimAsync(id, IdempotencyHash.FingerprintOf(request, body.Span), context.RequestAborted).ConfigureAwait(false))
        {
            case IdempotencyClaim.Granted granted:
                await RunAsync(context, id, granted).ConfigureAwait(false);
                break;
            case IdempotencyClaim.Done done:
                await ReplayAsync(context, done.Answer).ConfigureAwait(false);
                break;
            case IdempotencyClaim.Running running:
                throw new GatewayException(new Problem(409, ProblemCodes.IdempotencyKeyInUse, "The request with this Idempotency-Key is still running; ask again later.")
                {
                    RetryAfter = running.AtMost < TimeSpan.FromSeconds(1) ? running.AtMost : TimeSpan.FromSeconds(1),
                });
            default:
                throw new GatewayException(422, ProblemCodes.IdempotencyKeyReused, "This Idempotency-Key belongs to another request. Take a new key for a new request, and send a retry unchanged.");
        }
    }

    private async Task RunAsync(HttpContext context, string id, IdempotencyClaim.Granted claim)
    {
        GatewayFeature.Of(context).Run = new IdempotentRun(id, options.KeepFor);
        using var buffer = new AnswerBuffer(context, options.MaxAnswerBytes);
        try
        {
            await next(context).ConfigureAwait(false);
            await buffer.FlushAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var problem = exception is OperationCanceledException ? null : ProblemMap.Of(exception, hasIfMatch: context.Request.Headers.IfMatch.Count > 0);
            await SettleAsync(context, id, claim, problem is null ? null : new IdempotentAnswer(problem.Status) { Problem = problem }).ConfigureAwait(false);
            throw;
        }

        await SettleAsync(context, id, claim, Capture(context.Response, buffer)).ConfigureAwait(false);
        await buffer.SendAsync().ConfigureAwait(false);
    }

    /// <summary>Records the answer, or gives the key back when there is none to keep. What was done cannot be undone by a record that fails: the client gets its answer all the same.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The function has run; the answer matters more than its record.")]
    private async Task SettleAsync(HttpContext context, string id, IdempotencyClaim.Granted claim, IdempotentAnswer? answer)
    {
        using var limit = new CancellationTokenSource(RecordFor);
        try
        {
            if (answer is null || !IsKept(answer.Status))
            {
                await store.ReleaseAsync(id, claim, limit.Token).ConfigureAwait(false);
            }
            else if (!await store.CompleteAsync(id, claim, answer, limit.Token).ConfigureAwait(false))
            {
                Log.IdempotencyLeaseLost(logger, GatewayFeature.Of(context).FunctionName, context.TraceIdentifier);
            }
        }
        catch (Exception fault)
        {
            Log.IdempotencyNotRecorded(logger, fault, GatewayFeature.Of(context).FunctionName, context.TraceIdentifier);
        }
    }

    /// <summary>Whether the request is done with this status: a failure may be tried again, and a malformed request be mended under its key.</summary>
    private static bool IsKept(int status) => status is < 500 and not (400 or 401 or 403 or 408 or 413 or 415 or 422 or 428 or 429 or 499);

    private static IdempotentAnswer Capture(HttpResponse response, AnswerBuffer buffer) => new(response.StatusCode)
    {
        Headers = response.Headers.Where(header => !Own.Contains(header.Key)).ToDictionary(header => header.Key, header => header.Value.OfType<string>().ToArray()),
        Body = buffer.IsWhole ? buffer.Body.ToArray() : null,
    };

    private static async Task ReplayAsync(HttpContext context, IdempotentAnswer answer)
    {
        var response = context.Response;
        if (answer.Problem is { } problem)
        {
            GatewayFeature.Of(context).KeepHeader(Replayed, "true");
            throw new GatewayException(problem);
        }

        if (answer.Body is not { } body)
        {
            throw new GatewayException(409, ProblemCodes.IdempotentAnswerNotKept, $"The request was done and answered with {answer.Status}, but its answer was too large to be kept.");
        }

        response.StatusCode = answer.Status;
        foreach (var (name, values) in answer.Headers)
        {
            response.Headers[name] = values;
        }

        response.Headers[Replayed] = "true";
        if (body.Length > 0)
        {
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static GatewayException KeyRequired() =>
        new(new Problem(400, ProblemCodes.IdempotencyKeyRequired, "Send an Idempotency-Key: a new one for every new intent, the same for its retries.")
        {
            Errors = [ProblemError.Header(IdempotencyKey.Header, "required", "This header is needed.")],
        });
}
