namespace Shelter.FollowUps;

/// <summary>A call the shelter makes two weeks after an adoption, planned by <see cref="PlanFollowUp"/>.</summary>
public sealed record FollowUp
{
    /// <summary>How a follow-up is kept: in its shelter's partition, one for each cat.</summary>
    public static readonly Schema<FollowUp> Model = Schema.Define<FollowUp>("follow-up", followUp =>
    {
        followUp.Partition(f => f.ShelterId);
        followUp.Key(f => f.CatId);
        followUp.Property(f => f.Adopter).Required();
    });

    public string ShelterId { get; init; } = "";

    public string CatId { get; init; } = "";

    public string Adopter { get; init; } = "";

    public DateOnly CallOn { get; init; }
}
