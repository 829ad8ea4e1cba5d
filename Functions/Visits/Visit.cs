namespace Shelter.Visits;

/// <summary>A visit somebody wants to pay the cats of a shelter.</summary>
public sealed record Visit
{
    /// <summary>How a visit is kept: in its shelter's partition. It is its visitor's own (see Program.cs).</summary>
    public static readonly Schema<Visit> Model = Schema.Define<Visit>("visit", visit =>
    {
        visit.Partition(v => v.ShelterId);
        visit.Key(v => v.Id).Default(NewId.Sortable);
        visit.Property(v => v.Visitor).Required();
        visit.Property(v => v.Day).Required();
        visit.Property(v => v.People).Range(1, 6).Default(1);
        visit.Property(v => v.Wish).Length(1, 200);
        visit.Timestamps();
    });

    public string ShelterId { get; init; } = "";

    public string Id { get; init; } = "";

    public string Visitor { get; init; } = "";

    public DateOnly Day { get; init; }

    public int People { get; init; }

    public string? Wish { get; init; }
}
