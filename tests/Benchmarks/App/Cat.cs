namespace Benchmarks;

/// <summary>The shape of the sample's cat, so that both sides send as many bytes.</summary>
internal sealed record Cat(string ShelterId, string Id, string Name, int Age, string Mood, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static Cat Of(string shelterId, string id, string name, int age) =>
        new(shelterId, id, name, age, "calm", TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow());
}
