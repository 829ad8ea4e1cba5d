namespace Shelter.Adoptions;

/// <summary>An adoption as the shelter's records know it, written by the subscriber of <see cref="CatAdopted"/>.</summary>
public sealed record Adoption
{
    /// <summary>How an adoption is kept: in its shelter's partition, one a cat.</summary>
    public static readonly Schema<Adoption> Model = Schema.Define<Adoption>("adoption", adoption =>
    {
        adoption.Partition(a => a.ShelterId);
        adoption.Key(a => a.CatId);
        adoption.Property(a => a.Adopter).Required().Length(1, 120);
    });

    public string ShelterId { get; init; } = "";

    public string CatId { get; init; } = "";

    public string Adopter { get; init; } = "";

    public DateTimeOffset AdoptedAt { get; init; }

    public string MessageId { get; init; } = "";
}
