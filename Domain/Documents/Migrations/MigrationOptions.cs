namespace Virga.Documents;

/// <summary>How a migration runs.</summary>
public sealed record MigrationOptions
{
    /// <summary>Whether nothing is written: the report says what would be, and which documents would fail.</summary>
    /// <value>false</value>
    public bool IsDryRun { get; init; }

    /// <summary>Whether to begin at the beginning although an earlier run stopped half-way.</summary>
    /// <value>false</value>
    public bool Restart { get; init; }

    /// <summary>The most request units a second it spends, reads and writes together, at least 1; null for no bound.</summary>
    /// <value>400</value>
    public double? RequestUnitsPerSecond { get; init; } = 400;

    /// <summary>How many parts of the container, and how many documents of each, it works on at once, 1 to 64.</summary>
    /// <value>4</value>
    public int Parallelism { get; init; } = 4;

    /// <summary>How many documents it reads at once; a checkpoint is written after each such page. 1 to 1,000.</summary>
    /// <value>100</value>
    public int PageSize { get; init; } = 100;

    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RequestUnitsPerSecond ?? 1, 1, nameof(RequestUnitsPerSecond));
        ArgumentOutOfRangeException.ThrowIfLessThan(Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Parallelism, 64);
        ArgumentOutOfRangeException.ThrowIfLessThan(PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PageSize, StoreLimits.PageSize);
    }
}
