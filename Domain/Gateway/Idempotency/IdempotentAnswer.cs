namespace Virga.Gateway;

/// <summary>An answer as it is kept under an idempotency key.</summary>
/// <param name="Status">The status.</param>
internal sealed record IdempotentAnswer(int Status)
{
    /// <summary>The headers that say something of the answer, each with its values.</summary>
    public IReadOnlyDictionary<string, string[]> Headers { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The body; null when it was too large to be kept.</summary>
    public byte[]? Body { get; init; } = [];

    /// <summary>The refusal that was thrown instead of an answer: it is written anew, with the trace of the request that asks.</summary>
    public Problem? Problem { get; init; }
}
