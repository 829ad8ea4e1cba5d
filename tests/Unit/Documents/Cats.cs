using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Documents;

public enum Coat
{
    Short,
    LongHaired,
}

public sealed record Toy(string Name, double? Price = null, IReadOnlyList<string>? Colours = null);

public sealed record Home(string Street, string? City = null, int Floor = 0);

public sealed record Cat(
    string Id,
    string ShelterId,
    string? Name,
    int? Age = null,
    string? Mood = null,
    IReadOnlyList<string>? Notes = null,
    Home? Home = null,
    Coat? Coat = null,
    DateOnly? Born = null,
    bool Adopted = false,
    double Weight = 0)
{
    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public Dictionary<string, int>? Visits { get; init; }

    public IReadOnlyList<Toy>? Toys { get; init; }

    public List<int>? Scores { get; init; }

    public HashSet<string>? Tags { get; init; }

    public int AgeNextYear => (Age ?? 0) + 1;
}

/// <summary>The model most tests use.</summary>
internal static class Cats
{
    public static readonly Schema<Cat> Model = Schema.Define<Cat>("cat", cat =>
    {
        cat.Partition(c => c.ShelterId);
        cat.Key(c => c.Id).Default(NewId.Sortable);
        cat.Property(c => c.Name).Required().Length(1, 80).Write(name => name?.Trim());
        cat.Property(c => c.Age).Range(0, 40);
        cat.Property(c => c.Mood).OneOf("calm", "playful", "wild").Default("calm");
        cat.Property(c => c.Home!.City).Length(2, 40);
        cat.Timestamps();
        cat.Index(c => c.Age, (c => c.Id, true));
        cat.Index(c => c.Age, (c => c.Name, true));
    });

    public static readonly PartitionKey Oslo = "oslo";

    public static Cat Tom => new("tom", "oslo", "Tom", 3);

    public static JsonObject Json(string json) => (JsonObject)JsonNode.Parse(json)!;

    public static DocumentKey Key(string id) => new(Oslo, id);
}
