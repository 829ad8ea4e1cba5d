using System.Globalization;
using Virga.Documents;

namespace Integration.Documents;

/// <summary>A model that changed its shape: the weight was a text with its unit once.</summary>
public sealed record Parcel
{
    /// <summary>As the app before the change has it.</summary>
    public static readonly Schema<OldParcel> Before = Schema.Define<OldParcel>("parcel", parcel =>
    {
        parcel.Partition(p => p.Depot);
        parcel.Key(p => p.Id);
        parcel.Timestamps();
        parcel.Expires(TimeSpan.FromDays(30));
    });

    public static readonly Schema<Parcel> Model = Schema.Define<Parcel>("parcel", parcel =>
    {
        parcel.Partition(p => p.Depot);
        parcel.Key(p => p.Id);
        parcel.Property(p => p.Grams).Range(1, 100_000);
        parcel.Property(p => p.Note).Write(note => note + "!");
        parcel.Computed("label", p => $"{p.Depot}:{p.Id}");
        parcel.Timestamps();
        parcel.Expires(TimeSpan.FromDays(30));
        parcel.Version(2).Upgrade(from: 1, json =>
        {
            json["grams"] = int.Parse(((string)json["weight"]!).Split(' ')[0], CultureInfo.InvariantCulture);
            json.Remove("weight");
        });
    });

    public string Depot { get; init; } = "";

    public string Id { get; init; } = "";

    public int Grams { get; init; }

    public string? Note { get; init; }

    public sealed record OldParcel
    {
        public string Depot { get; init; } = "";

        public string Id { get; init; } = "";

        public string Weight { get; init; } = "";

        public string? Note { get; init; }
    }
}
