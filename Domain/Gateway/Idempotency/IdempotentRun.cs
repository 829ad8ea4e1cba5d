namespace Virga.Gateway;

/// <summary>One attempt to do a request under an idempotency key.</summary>
/// <param name="id">What names the key of its caller and function.</param>
/// <param name="keepFor">How long markers of its transactions stand.</param>
internal sealed class IdempotentRun(string id, TimeSpan keepFor)
{
    private int _transactions;

    public TimeSpan KeepFor { get; } = keepFor;

    /// <summary>A token for the next transaction: the same for the same transaction of every attempt, told apart by their order.</summary>
    public string NextToken()
    {
        var number = Interlocked.Increment(ref _transactions);
        return number == 1 ? $"http-{id}" : $"http-{id}:{number}";
    }
}
