using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>The function takes the header <c>Idempotency-Key</c> (IETF draft-ietf-httpapi-idempotency-key-header-08): a request that comes again with its key is not done again, it gets the first one's answer.</summary>
/// <remarks>
/// <para>Keys belong to a caller and a function, and are remembered for <see cref="IdempotencyOptions.KeepFor"/>. A key with another request is 422, one whose request is still running 409,
/// one whose request is done replays status, headers and body, with <c>Idempotent-Replayed: true</c>. Answers of 500 and above are not kept, nor refusals of a malformed request: the same key may be tried again.</para>
/// <para>When the app dies between the function's effect and the record of its answer, the function runs again for the next request with the key: at least once.
/// Exactly once is what is written in a transaction with <see cref="IdempotencyExtensions.Once"/>, because the key's marker is then part of it, and what <see cref="Resource{T}"/> writes.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class IdempotentAttribute : Attribute, IOperationDescription
{
    /// <summary>Whether a request without a key is refused (400); else it is done as any other.</summary>
    /// <value>true</value>
    public bool Required { get; init; } = true;

    void IOperationDescription.Describe(OperationDraft operation)
    {
        var text = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = IdempotencyKey.MaxLength };
        operation.Parameter(IdempotencyKey.Header, ParameterLocation.Header, text, "A new value for every new intent, in double quotes; the same for its retries.", Required);
        operation.Refuses(400, Required ? ProblemCodes.IdempotencyKeyRequired : ProblemCodes.InvalidParameter);
        operation.Refuses(409, $"{ProblemCodes.IdempotencyKeyInUse}, {ProblemCodes.IdempotentAnswerNotKept}");
        operation.Refuses(422, ProblemCodes.IdempotencyKeyReused);
    }
}
