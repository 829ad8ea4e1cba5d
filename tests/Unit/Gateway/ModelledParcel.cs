using Virga.Documents;

namespace Unit.Gateway;

/// <summary>A message that is a model, with rules of every kind.</summary>
public sealed record ModelledParcel
{
    public static readonly Schema<ModelledParcel> Model = Schema.Define<ModelledParcel>("parcel", parcel =>
    {
        parcel.Partition(p => p.Depot);
        parcel.Key(p => p.Id).Default(NewId.Sortable);
        parcel.Property(p => p.Name).Required().Length(1, 80);
        parcel.Property(p => p.Grams).Range(0, 1000);
        parcel.Property(p => p.Status).Required().OneOf("new", "sent").Default("new");
        parcel.Validate(p => p.Grams >= 0 || p.Name is not null, "What weighs less than nothing has a name.");
        parcel.Elements(p => p.Labels).Pattern("^[a-z]+$");
        parcel.Property(p => p.From!.Country).Required().Pattern("^[A-Z]{2}$");
    });

    public string? Depot { get; init; }

    public string? Id { get; init; }

    public string? Name { get; init; }

    public int Grams { get; init; }

    public string? Status { get; init; }

    public IReadOnlyList<string>? Labels { get; init; }

    public PlaceOfOrigin? From { get; init; }
}
