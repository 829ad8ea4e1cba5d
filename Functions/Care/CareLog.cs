namespace Shelter.Care;

/// <summary>What was done for a cat, first things first, written by <see cref="KeepCareLog"/>.</summary>
public sealed record CareLog
{
    /// <summary>How a log is kept: in its shelter's partition, one for each cat.</summary>
    public static readonly Schema<CareLog> Model = Schema.Define<CareLog>("care-log", log =>
    {
        log.Partition(l => l.ShelterId);
        log.Key(l => l.CatId);
    });

    public string ShelterId { get; init; } = "";

    public string CatId { get; init; } = "";

    public IReadOnlyList<string> Entries { get; init; } = [];
}
