namespace Virga.Documents;

/// <summary>How documents are worked with.</summary>
public sealed class DocumentsOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Documents";

    /// <summary>The secret cursors are signed with: at least 32 bytes in base64, the same on every instance.</summary>
    /// <value>null: a random one for this process, so that cursors end with it: a warning at start, and in App Service a fault</value>
    public string? CursorKey { get; set; }

    /// <summary>The secret before <see cref="CursorKey"/>, whose cursors are still taken: for a change of keys without refusing anybody.</summary>
    /// <value>null: none</value>
    public string? PreviousCursorKey { get; set; }

    /// <summary>How long a cursor can be used after its page, 1 minute to 30 days.</summary>
    /// <value>1 day</value>
    public TimeSpan CursorLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How often a read-modify-write starts anew when somebody else wrote in between, 0 to 100. Writes with a version from the caller never do.</summary>
    /// <value>10</value>
    public int RaceRetries { get; set; } = 10;

    /// <summary>How many requests a batch has in flight at once, 1 to 100.</summary>
    /// <value>8</value>
    public int WriteConcurrency { get; set; } = 8;

    /// <summary>What is tried again while the store cannot answer.</summary>
    public StoreRetryOptions Retry { get; } = new();

    /// <summary>Makes the ids of <see cref="NewId"/>, from the time and whether they must sort by it. Set in code, for tests.</summary>
    /// <value>UUID version 7 when sortable, else version 4.</value>
    public Func<DateTimeOffset, bool, Guid> NewGuid { get; set; } = static (now, sortable) => sortable ? Guid.CreateVersion7(now) : Guid.NewGuid();
}
