namespace Shelter.Cats;

/// <summary>A cat that lives in a shelter until someone adopts it.</summary>
public sealed record Cat
{
    /// <summary>How a cat is kept: one partition a shelter.</summary>
    public static readonly Schema<Cat> Model = Schema.Define<Cat>("cat", cat =>
    {
        cat.Partition(c => c.ShelterId);
        cat.Key(c => c.Id).Default(NewId.Sortable);
        cat.Property(c => c.Name).Required().Length(1, 80).Write(name => name.Trim());
        cat.Property(c => c.Age).Range(0, 40);
        cat.Property(c => c.Mood).OneOf("calm", "playful", "wild").Default("calm");
        cat.Timestamps();
    });

    public string ShelterId { get; init; } = "";

    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public int Age { get; init; }

    public string? Mood { get; init; }

    public string? Adopter { get; init; }

    public DateTimeOffset? AdoptedAt { get; init; }

    public DateTimeOffset? CaredForAt { get; init; }
}
