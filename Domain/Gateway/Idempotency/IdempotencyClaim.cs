namespace Virga.Gateway;

/// <summary>What asking for an idempotency key came to.</summary>
internal abstract record IdempotencyClaim
{
    private IdempotencyClaim()
    {
    }

    /// <summary>The key is this request's: do it.</summary>
    /// <param name="Record">What is stored.</param>
    /// <param name="ETag">Its version.</param>
    public sealed record Granted(IdempotencyRecord Record, string ETag) : IdempotencyClaim;

    /// <summary>The request runs already; it ends, or counts as dead, after that time at the latest.</summary>
    public sealed record Running(TimeSpan AtMost) : IdempotencyClaim;

    /// <summary>The request is done.</summary>
    public sealed record Done(IdempotentAnswer Answer) : IdempotencyClaim;

    /// <summary>The key belongs to another request.</summary>
    public sealed record Taken : IdempotencyClaim;
}
