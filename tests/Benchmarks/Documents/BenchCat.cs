namespace Benchmarks;

/// <summary>The measured document: ten attributes and two timestamps.</summary>
public sealed record BenchCat(
    string Id, string ShelterId, string Name, int Age, string? Mood, double Weight, bool Adopted, IReadOnlyList<string> Notes, BenchHome Home, DateOnly Born)
{
    /// <summary>How many there are to read.</summary>
    public const int Count = 500;

    /// <summary>How many are in a partition, and so in the page of the query.</summary>
    public const int PerPartition = 25;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public static BenchCat Number(int number) => new(
        KeyOf(number), PartitionOf(number), $"Cat {number}", number % 20, "calm", 4.5, false, ["likes fish", "bites the vet"], new BenchHome("Main Street 1", "Oslo", 2), new DateOnly(2020, 2, 3));

    public static string KeyOf(int number) => $"cat-{number}";

    public static string PartitionOf(int number) => $"shelter-{number / PerPartition}";
}
