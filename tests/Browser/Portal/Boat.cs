using Virga.Documents;

namespace Browser.Portal;

/// <summary>A boat in a harbour.</summary>
public sealed record Boat
{
    public static readonly Schema<Boat> Model = Schema.Define<Boat>("boat", boat =>
    {
        boat.Partition(b => b.Harbour);
        boat.Key(b => b.Id).Default(NewId.Sortable);
        boat.Property(b => b.Name).Required().Length(1, 40);
        boat.Property(b => b.Kind).OneOf("sail", "motor").Default("sail");
    });

    public string Harbour { get; init; } = "";

    public string Id { get; init; } = "";

    /// <summary>What is painted on it. <c>&lt;img src=x onerror="document.title='owned'"&gt;</c> stays text.</summary>
    public string Name { get; init; } = "";

    public string? Kind { get; init; }
}
