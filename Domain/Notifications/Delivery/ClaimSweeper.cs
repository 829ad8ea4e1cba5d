namespace Virga.Notifications;

/// <summary>Removes the claim-check blobs that nothing under way can need any more: those of 16 days and older.</summary>
public sealed class ClaimSweeper
{
    /// <summary>The most blobs that one sweep removes; the next goes on.</summary>
    public const int Limit = 10_000;

    private readonly IBlobStore _blobs;
    private readonly TimeProvider _time;

    internal ClaimSweeper(IBlobStore blobs, TimeProvider time) => (_blobs, _time) = (blobs, time);

    /// <summary>Sweeps once, oldest first, and reads no further than the first blob that stays.</summary>
    /// <returns>How many blobs were removed.</returns>
    /// <exception cref="StorageException">The blob store refused; what was removed is gone.</exception>
    public async Task<int> SweepAsync(CancellationToken cancellationToken = default)
    {
        var removed = 0;
        var oldest = _time.GetUtcNow() - ClaimChecks.Keep;
        await foreach (var name in _blobs.ListAsync(ClaimChecks.Container, "", cancellationToken).ConfigureAwait(false))
        {
            if (removed == Limit || ClaimChecks.DayOf(name) is not { } day || day > oldest)
            {
                break;
            }

            await _blobs.DeleteAsync(ClaimChecks.Container, name, cancellationToken).ConfigureAwait(false);
            removed++;
        }

        return removed;
    }
}
