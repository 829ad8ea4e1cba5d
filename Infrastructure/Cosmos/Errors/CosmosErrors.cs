using System.Globalization;
using System.Net;
using Microsoft.Azure.Cosmos;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>The one place where Cosmos DB's answers become the store's exceptions.</summary>
internal static class CosmosErrors
{
    /// <summary>412 because a patch's predicate is false, not because of the version.</summary>
    private const int PredicateIsFalse = 1110;

    /// <summary>404 because the session's last write has not reached the replica.</summary>
    private const int SessionNotReached = 1002;

    /// <summary>404 because of the container, not the document.</summary>
    private const int ContainerIsAbsent = 1003;

    private static readonly TimeSpan ThrottledPause = TimeSpan.FromSeconds(1);

    /// <summary>What the SDK threw, as the store's; null when it is none of the store's business (a bug). Ask only when the caller did not cancel: then a cancellation is the SDK's own, a timeout.</summary>
    public static StoreException? Translate(Exception fault, string subject) => fault switch
    {
        StoreException own => own,
        CosmosException cosmos => Of(cosmos.StatusCode, cosmos.SubStatusCode, subject, cosmos.RetryAfter, cosmos),
        TimeoutException or OperationCanceledException => new StoreTimeoutException($"The store did not answer in time for {subject}.", fault),
        HttpRequestException or IOException => new StoreUnavailableException($"The store could not be reached for {subject}.", fault),
        _ => null,
    };

    /// <summary>What a refused single operation throws.</summary>
    public static StoreException Of(ResponseMessage response, string subject) =>
        Of(response.StatusCode, response.Headers.SubStatusCode(), subject, response.Headers.RetryAfter(), Cause(response.ErrorMessage));

    /// <summary>What a transaction refused as a whole throws.</summary>
    public static StoreException Of(TransactionalBatchResponse response, string subject) =>
        Of(response.StatusCode, response.Headers.SubStatusCode(), subject, response.RetryAfter, Cause(response.ErrorMessage));

    /// <summary>What an operation refused within a batch throws. The batch does not say why a precondition failed; the operation tells which it had.</summary>
    public static StoreException Of(TransactionalBatchOperationResult result, StoreOperation operation) =>
        Of(result.StatusCode, result.StatusCode == HttpStatusCode.PreconditionFailed && operation.IfMatch is null ? PredicateIsFalse : 0, $"'{operation.Id}'", result.RetryAfter, null);

    public static StoreException Of(HttpStatusCode status, int subStatus, string subject, TimeSpan? retryAfter, Exception? cause) => (int)status switch
    {
        404 when subStatus == SessionNotReached => new StoreUnavailableException($"The replica asked for {subject} has not yet seen the session's last write.", cause),
        404 when subStatus == ContainerIsAbsent => new StoreRequestException($"The database or container asked for {subject} does not exist. Deploy it, or set Cosmos:CreateIfNotExists.", cause),
        404 => new DocumentNotFoundException($"There is no document {subject}.", cause),
        409 => new DocumentExistsException($"There is a document {subject} already.", cause),
        412 when subStatus == PredicateIsFalse => new ConditionFailedException($"The condition is false of the document {subject}.", cause),
        412 => new ETagMismatchException($"The document {subject} has another version.", cause),
        413 => new DocumentTooLargeException($"What was to be written for {subject} is larger than the store takes (2 MiB).", cause),
        429 => new StoreThrottledException($"The store asks for fewer requests ({subject}).", retryAfter ?? ThrottledPause, cause),
        408 => new StoreTimeoutException($"The store did not answer in time for {subject}.", cause),
        410 or 449 or >= 500 => new StoreUnavailableException($"The store did not answer for {subject} (status {(int)status}).", cause),
        401 or 403 => new StoreUnavailableException($"The store refuses this app (status {(int)status}): check its key, or the role of its identity.", cause),
        _ => new StoreRequestException($"The store refused the request for {subject} (status {(int)status}).", cause),
    };

    private static InvalidOperationException? Cause(string? message) =>
        string.IsNullOrEmpty(message) ? null : new InvalidOperationException(message);

    private static int SubStatusCode(this Headers headers) =>
        int.TryParse(headers["x-ms-substatus"], out var value) ? value : 0;

    private static TimeSpan? RetryAfter(this Headers headers) =>
        double.TryParse(headers["x-ms-retry-after-ms"], CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
