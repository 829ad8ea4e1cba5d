namespace Virga.Gateway;

/// <summary>What this instance has taken from a key's counter and not used yet.</summary>
internal sealed class UsageBucket(QuotaWindow window) : IDisposable
{
    private long _left;

    public QuotaWindow Window { get; } = window;

    /// <summary>Lets one request at a time ask the store for more.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>What the counter stood at when this instance last asked; 0 before it did.</summary>
    public long Counted { get; set; }

    public long Left => Math.Max(0, Volatile.Read(ref _left));

    public bool TryTake()
    {
        // A failed attempt leaves a negative number behind, which the next block fills up from zero.
        if (Volatile.Read(ref _left) > 0 && Interlocked.Decrement(ref _left) >= 0)
        {
            return true;
        }

        return false;
    }

    /// <summary>Puts a block in, all but the one request it was asked for.</summary>
    public void Fill(long block) => Volatile.Write(ref _left, block - 1);

    public void Dispose() => Gate.Dispose();
}
