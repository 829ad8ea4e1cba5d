using Virga.Documents;

namespace Unit.Gateway;

public sealed record Kitten(string Id, string ShelterId, string Name, int? Age = null, string? Mood = null, Temper? Temper = null, DateOnly? Born = null)
{
    internal static readonly Schema<Kitten> Model = Schema.Define<Kitten>("kitten", kitten =>
    {
        kitten.Partition(k => k.ShelterId);
        kitten.Key(k => k.Id).Default(NewId.Sortable);
        kitten.Property(k => k.Name).Required().Length(1, 20).Write(name => name.Trim());
        kitten.Property(k => k.Age).Range(0, 40);
        kitten.Property(k => k.Mood).OneOf("calm", "playful", "wild").Default("calm");
        kitten.Timestamps();
    });
}
