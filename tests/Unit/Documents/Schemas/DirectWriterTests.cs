using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Virga.Documents;

namespace Unit.Documents.Schemas;

/// <summary>The short way to UTF-8 says the same as the pipeline over JSON, or nothing.</summary>
public sealed class DirectWriterTests
{
    private static readonly WriteMoment Moment = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero), (_, _) => Guid.AllBitsSet);

    private static readonly Gen<string?> Text = Gen.OneOf(
        Gen.Const((string?)null), OneOf<string?>("", " ", "Tom", " Tom ", "calm", "wild", "x\"y\\z", "é\ud83d\ude00", "<b>&"), Gen.String[0, 90].Select(text => (string?)text));

    private static readonly Gen<Cat> Cats = Gen.Select(
        OneOf("tom", "", "a/b", "ä", new string('x', 1100)), OneOf("oslo", "", "bergen"), Text, Gen.Int[-5, 45].Nullable(), Text, Gen.Double,
        (id, shelter, name, age, mood, weight) => new Cat(id, shelter, name, age, mood) { Weight = weight })
        .Select(OneOf(0.5, double.NaN, 1e300, 3), OneOf<Coat?>(null, Coat.LongHaired, (Coat)1), Gen.Date, Gen.Bool, (cat, weight, coat, born, adopted) =>
            cat with { Weight = weight, Coat = coat, Born = DateOnly.FromDateTime(born), Adopted = adopted, Notes = adopted ? ["a", null!, "b"] : null, Toys = adopted ? [new("ball", weight)] : null, Visits = adopted ? null : new() { ["x"] = 1 } });

    public sealed record Plain(string Name, Guid Shelter, int Number)
    {
        public long Long { get; init; }
        public decimal Price { get; init; }
        public float Single { get; init; }
        public DateTimeOffset At { get; init; }
        public TimeOnly? Time { get; init; }
        public HashSet<int>? Set { get; init; }
        public Home? Home { get; init; }
        public JsonNode? Any { get; init; }
        public byte[]? Bytes { get; init; }
    }

    private static readonly Schema<Cat> CatModel = Schema.Define<Cat>("cat", cat =>
    {
        cat.Partition(c => c.ShelterId);
        cat.Key(c => c.Id).Default(NewId.Sortable);
        cat.Property(c => c.Name).Required().Length(1, 80).Write(name => name?.Trim()).Pattern("^[^x]*$");
        cat.Property(c => c.Age).Range(0, 40);
        cat.Property(c => c.Mood).OneOf("calm", "playful", "wild").Default("calm");
        cat.Timestamps();
        cat.Expires(TimeSpan.FromDays(1));
    });

    [Fact]
    public void Both_ways_store_the_same_for_any_cat()
    {
        Assert.Empty(CatModel.Faults);
        Assert.NotNull(CatModel.Direct);
        var written = 0;
        Cats.Sample(cat => written += Same(CatModel, cat) ? 1 : 0, iter: 5000, threads: 1);
        Assert.NotEqual(0, written);
    }

    [Fact]
    public void Both_ways_store_the_same_for_other_types()
    {
        var model = Schema.Define<Plain>("plain", plain =>
        {
            plain.Partition(p => p.Shelter);
            plain.Key(p => p.Number);
            plain.Property(p => p.At).Validate(at => at.Offset == TimeSpan.Zero, "Is shown in UTC.");
        });
        Assert.Null(model.Direct);
        var simple = Schema.Define<Simple>("simple", plain =>
        {
            plain.Partition(p => p.Shelter);
            plain.Partition(p => p.Name);
            plain.Key(p => p.Number);
        });
        Assert.Empty(simple.Faults);
        Assert.NotNull(simple.Direct);
        Gen.Select(Gen.Guid, Gen.Int, Gen.Long, Gen.Decimal, Gen.DateTimeOffset, (shelter, number, big, price, at) =>
            new Simple("a", shelter, number) { Long = big >> (number & 31), Price = decimal.Round(price % 1_000_000, number & 15), Prices = [price, 1.5m], At = at, Home = new("x", "y", number), Bytes = [1, 2, 3], Any = new JsonArray(1, null) })
            .Sample(value => { Same(simple, value); }, iter: 2000, threads: 1);
    }

    public sealed record Simple(string Name, Guid Shelter, int Number)
    {
        public long Long { get; init; }
        public decimal Price { get; init; }
        public List<decimal>? Prices { get; init; }
        public DateTimeOffset At { get; init; }
        public Home? Home { get; init; }
        public JsonNode? Any { get; init; }
        public byte[]? Bytes { get; init; }
    }

    [Fact]
    public void A_value_with_a_fault_is_left_to_the_pipeline_that_says_it()
    {
        Assert.False(CatModel.Direct!.TryWrite(new Cat("tom", "oslo", null), Moment, null, out _));
        Assert.False(CatModel.Direct.TryWrite(new Cat("tom", "", "Tom"), Moment, null, out _));
        Assert.True(CatModel.Direct.TryWrite(new Cat("", "oslo", "Tom"), Moment, null, out var made));
        Assert.Equal(Guid.AllBitsSet.ToString(), made.Key.Id);
    }

    [Fact]
    public void A_document_allocates_little_beside_its_body_and_its_id()
    {
        var direct = Schema.Define<Cat>("cat", cat =>
        {
            cat.Partition(c => c.ShelterId);
            cat.Key(c => c.Id).Default(NewId.Sortable);
            cat.Property(c => c.Name).Required().Length(1, 80).Write(name => name?.Trim());
            cat.Property(c => c.Age).Range(0, 40);
            cat.Property(c => c.Mood).OneOf("calm", "playful", "wild").Default("calm");
            cat.Timestamps();
        }).Direct;
        var cat = new Cat("tom", "oslo", "Tom", 3, "wild", Coat: Coat.Short, Born: new DateOnly(2020, 1, 1));
        for (var warm = 0; warm < 100; warm++)
        {
            direct!.TryWrite(cat, Moment, null, out _);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        direct!.TryWrite(cat, Moment, null, out var document);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Optimised it is nothing but those two (dev bench documents); unoptimised code boxes a little.
        Assert.InRange(allocated, document.Body.Length, document.Body.Length + 32 + (2 * document.StoredId.Length) + 96);
    }

    private static Gen<TValue> OneOf<TValue>(params TValue[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    // Whether the short way took the value; then both are compared.
    private static bool Same<T>(Schema<T> model, T value)
    {
        var scope = new FaultScope();
        var json = (JsonObject)JsonSerializer.SerializeToNode(value, model.Normal)!;
        var prepared = new WritePipeline(model).Prepare(json, WriteTarget.FromDocument, Moment, scope);
        if (!model.Direct!.TryWrite(value, Moment, null, out var direct))
        {
            Assert.NotEmpty(scope.Faults);
            return false;
        }

        Assert.Empty(scope.Faults);
        Assert.Equal((prepared!.Key, prepared.StoredId, prepared.TimeToLive, prepared.CreatedAt), (direct.Key, direct.StoredId, direct.TimeToLive, direct.CreatedAt));
        var (one, two) = (prepared.TakeBody(), JsonNode.Parse(direct.Body.Span)!);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(one.ToJsonString()), two), $"{one.ToJsonString()} is not {two.ToJsonString()}");
        return true;
    }
}
