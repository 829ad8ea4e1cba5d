namespace Shelter.Adoptions;

/// <summary>An adoption as the shelter's records know it, written by <see cref="RecordAdoption"/>.</summary>
public sealed record Adoption
{
    /// <summary>How an adoption is kept: in its shelter's partition, one for each message.</summary>
    public static readonly Schema<Adoption> Model = Schema.Define<Adoption>("adoption", adoption =>
    {
        adoption.Partition(a => a.ShelterId);
        adoption.Key(a => a.MessageId);
        adoption.Property(a => a.CatId).Required();
        adoption.Property(a => a.Adopter).Required();
    });

    public string ShelterId { get; init; } = "";

    public string MessageId { get; init; } = "";

    public string CatId { get; init; } = "";

    public string Adopter { get; init; } = "";

    public DateTimeOffset AdoptedAt { get; init; }
}
