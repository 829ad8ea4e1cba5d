using Microsoft.AspNetCore.Http;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Lets what a function writes happen once for an idempotency key.</summary>
public static class IdempotencyExtensions
{
    /// <summary>Options for a transaction that happens once however often the request comes with its <c>Idempotency-Key</c>, even when the app died before the answer was recorded.</summary>
    /// <remarks>The key's marker is written in the transaction itself and takes one of its operations; a later attempt changes nothing and gets the first one's result
    /// (<see cref="TransactionOutcome.IsReplay"/>). Several transactions of one request are told apart by their order. Without a key the options are the defaults.</remarks>
    public static TransactionOptions Once(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HttpContext.Features.Get<GatewayFeature>()?.Run is { } run
            ? new TransactionOptions { Token = run.NextToken(), Remember = run.KeepFor }
            : new TransactionOptions();
    }
}
