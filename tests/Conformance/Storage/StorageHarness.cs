using Virga.Notifications;

namespace Conformance.Storage;

/// <summary>One adapter of the queue and blob ports, as the suites use it.</summary>
public abstract class StorageHarness
{
    private int _names;

    public abstract IMessageQueue Queue { get; }

    public abstract IBlobStore Blobs { get; }

    /// <summary>Lets a second pass where the clock is ours; where it is not, callers poll.</summary>
    public abstract void PassASecond();

    /// <summary>A name no other test uses.</summary>
    public string NewName() => $"{Guid.NewGuid():n}-{Interlocked.Increment(ref _names)}";
}
