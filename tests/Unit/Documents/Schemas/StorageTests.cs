using System.Globalization;
using System.Numerics;
using CsCheck;
using Virga.Documents;

namespace Unit.Documents.Schemas;

/// <summary>What is stored in another form than it is shown: dates, exact numbers, enums, names.</summary>
public sealed class StorageTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly Shelter _shelter = new();

    public enum Size
    {
        Small,
        Big = 7,
    }

    public sealed record Stored(string Id)
    {
        public DateTimeOffset? Seen { get; init; }
        public DateTimeOffset? Chipped { get; init; }
        public DateTime? Local { get; init; }
        public DateOnly? Born { get; init; }
        public TimeSpan? Nap { get; init; }
        public long? Chip { get; init; }
        public decimal? Price { get; init; }
        public BigInteger? Stars { get; init; }
        public Size? Size { get; init; }
        public string? Nick { get; init; }
        public List<DateTimeOffset>? Visits { get; init; }
        public Inner? Inside { get; init; }
    }

    public sealed record Inner(DateTimeOffset At);

    private static readonly Schema<Stored> Model = Schema.Define<Stored>("stored", model =>
    {
        model.Partition(s => s.Id);
        model.Key(s => s.Id);
        model.Property(s => s.Seen).StoredAs(DateStorage.Seconds);
        model.Property(s => s.Chipped).StoredAs(DateStorage.Milliseconds);
        model.Property(s => s.Born).StoredAs(DateStorage.Seconds);
        model.Property(s => s.Nap).StoredAs(DateStorage.Seconds);
        model.Property(s => s.Chip).StoredAs(NumberStorage.Text);
        model.Property(s => s.Price).StoredAs(NumberStorage.Text);
        model.Property(s => s.Size).StoredAs(EnumStorage.Number);
        model.Property(s => s.Nick).StoredName("n");
        model.Property(s => s.Visits).StoredAs(DateStorage.Seconds);
    });

    private static Stored Full => new("a")
    {
        Seen = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2)),
        Chipped = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        Local = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        Born = new DateOnly(1969, 12, 31),
        Nap = TimeSpan.FromSeconds(90),
        Chip = 9_007_199_254_740_993,
        Price = 79228162514264337593543950.335m,
        Stars = BigInteger.Pow(10, 40),
        Size = StorageTests.Size.Big,
        Nick = "Tom",
        Visits = [new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)],
    };

    [Fact]
    public async Task Every_form_is_stored_as_said_and_read_back_as_it_was()
    {
        Assert.Empty(Model.Faults);
        var things = _shelter.Documents.For(Model);

        var created = await things.CreateAsync(Full, Token);
        var body = _shelter.Store.Body("a", "stored|a");

        Assert.Equal(
            """{"_model":"stored","_key":"a","seen":1767315845,"chipped":1767323045678,"local":"2026-01-02T03:04:05.0000000Z","born":-86400,"nap":90,"""
            + """ "chip":"p0169007199254740993","price":"p02679228162514264337593543950.335","stars":"p04110000000000000000000000000000000000000000","size":7,"n":"Tom","visits":[1767323045]}""".TrimStart(),
            body.ToJsonString());
        var read = (await things.GetAsync(new("a", "a"), cancellationToken: Token))!.Value;
        Assert.Equal(Full with { Seen = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), Visits = null }, read with { Visits = null });
        Assert.Equal(Full.Visits, read.Visits);
        Assert.Equal(created.Value with { Visits = null }, read with { Visits = null });
    }

    [Fact]
    public async Task Json_shows_the_same_whatever_the_store_has()
    {
        var things = _shelter.Documents.For(Model);
        await things.CreateAsync(Full, Token);

        var shown = (await things.Json.GetAsync(new("a", "a"), cancellationToken: Token))!.Value;

        Assert.Equal("2026-01-02T01:04:05.0000000Z", (string?)shown["seen"]);
        Assert.Equal("9007199254740993", shown["chip"]!.ToJsonString());
        Assert.Equal("big", (string?)shown["size"]);
        Assert.Equal("Tom", (string?)shown["nick"]);
        Assert.False(shown.ContainsKey("n"));
    }

    [Fact]
    public async Task Conditions_compare_with_the_stored_form()
    {
        var things = _shelter.Documents.For(Model);
        await things.CreateAsync(Full, Token);
        var finer = new DateTimeOffset(2026, 1, 2, 1, 4, 5, 500, TimeSpan.Zero);

        Assert.True(Matches(Model.Condition(s => s.Chip == 9_007_199_254_740_993)));
        Assert.False(Matches(Model.Condition(s => s.Chip == 9_007_199_254_740_992)));
        Assert.True(Matches(Model.Condition(s => s.Price > 9m && s.Chip > -5)));
        Assert.False(Matches(Model.Condition(s => s.Seen >= finer)));
        Assert.True(Matches(Model.Condition(s => s.Seen < finer && s.Nick == "Tom" && s.Size > StorageTests.Size.Small)));
        Assert.True(Matches(Model.Condition(s => s.Nap > TimeSpan.FromSeconds(9))));

        bool Matches(Condition condition) => ConditionEvaluator.Matches(condition, _shelter.Store.Body("a", "stored|a"));
    }

    [Fact]
    public async Task Updates_write_the_stored_form_and_add_without_losing_a_digit()
    {
        var things = _shelter.Documents.For(Model);
        await things.CreateAsync(Full, Token);

        var updated = await things.UpdateAsync(
            new("a", "a"), Update.Of<Stored>().Set(s => s.Nick, "Kit").Set(s => s.Seen, DateTimeOffset.UnixEpoch).Add(s => s.Chip, 1), null, Token);

        Assert.Equal((9_007_199_254_740_994, "Kit", DateTimeOffset.UnixEpoch), (updated.Value.Chip, updated.Value.Nick, updated.Value.Seen));
        Assert.Equal("0", _shelter.Store.Body("a", "stored|a")["seen"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"_model":"stored","_key":"a","id":"a","seen":"2026-01-02T03:04:05Z"}""", "/seen")]
    [InlineData("""{"_model":"stored","_key":"a","id":"a","chip":12}""", "/chip")]
    [InlineData("""{"_model":"stored","_key":"a","id":"a","size":3}""", "/size")]
    [InlineData("""{"_model":"stored","_key":"a","id":"a","local":"no date"}""", "/local")]
    public async Task A_value_stored_in_a_wrong_form_is_a_typed_error_with_its_place(string body, string pointer)
    {
        _shelter.Store.Put("a", "stored|a", body);

        var error = await Assert.ThrowsAsync<DocumentReadException>(() => _shelter.Documents.For(Model).GetAsync(new("a", "a"), cancellationToken: Token));

        Assert.Equal((pointer, "stored|a"), (error.Path, error.StoredId));
    }

    [Fact]
    public async Task Forms_inside_objects_are_turned_too()
    {
        var model = Schema.Define<Stored>("deep", deep =>
        {
            deep.Partition(s => s.Id);
            deep.Key(s => s.Id);
            deep.Object(s => s.Inside!, inside => inside.Property(i => i.At).StoredAs(DateStorage.Seconds).StoredName("t"));
        });
        var things = _shelter.Documents.For(model);
        var value = new Stored("a") { Inside = new(DateTimeOffset.UnixEpoch.AddSeconds(5)) };

        await things.CreateAsync(value, Token);

        Assert.Equal("""{"t":5}""", _shelter.Store.Body("a", "deep|a")["inside"]!.ToJsonString());
        Assert.Equal(value, (await things.GetAsync(new("a", "a"), cancellationToken: Token))!.Value);
        Assert.True(ConditionEvaluator.Matches(model.Condition(s => s.Inside!.At == DateTimeOffset.UnixEpoch.AddSeconds(5)), _shelter.Store.Body("a", "deep|a")));
    }

    [Fact]
    public void Sortable_texts_order_as_their_numbers_and_come_back_whole() => Gen.Select(Gen.Decimal, Gen.Decimal).Sample((left, right) =>
    {
        var (one, two) = (Text(left), Text(right));
        Assert.Equal(Math.Sign(left.CompareTo(right)), Math.Sign(CodePointOrder.Compare(one, two)));
        Assert.Equal(left, decimal.Parse(SortableNumber.Read(one)!, NumberStyles.Float, CultureInfo.InvariantCulture));
    });

    [Fact]
    public void Sortable_longs_order_as_their_numbers() => Gen.Select(Gen.Long, Gen.Long).Sample((left, right) =>
        Assert.Equal(left.CompareTo(right), Math.Sign(CodePointOrder.Compare(Text(left), Text(right)))));

    [Theory]
    [InlineData("1.50", "p0011.5")]
    [InlineData("-0", "p0010")]
    [InlineData("1e3", "p0041000")]
    [InlineData("12.5e-3", "p0010.0125")]
    [InlineData("-12.5", "n99787.4~")]
    public void A_number_has_one_sortable_text(string json, string text)
    {
        Assert.True(SortableNumber.TryPlain(json, out var plain));
        Assert.Equal(text, SortableNumber.Write(plain));
    }

    [Theory]
    [InlineData("p0025")]
    [InlineData("p0015.50")]
    [InlineData("n9985")]
    [InlineData("x0015")]
    public void Another_text_is_no_sortable_number(string text) => Assert.Null(SortableNumber.Read(text));

    [Fact]
    public void A_storage_that_does_not_fit_is_told() => Assert.Equal(
        ["chip", "nick", "seen"],
        Schema.Define<Stored>("wrong", model =>
        {
            model.Partition(s => s.Id);
            model.Key(s => s.Id);
            model.Property(s => s.Nick).StoredAs(DateStorage.Seconds);
            model.Property(s => s.Seen).StoredAs(NumberStorage.Text);
            model.Property(s => s.Chip).StoredAs(EnumStorage.Number);
        }).Faults.Select(fault => fault.Subject).Order(StringComparer.Ordinal));

    [Fact]
    public void A_schema_shows_both_names_and_types()
    {
        var nick = Model.Attributes.Single(attribute => attribute.Name == "nick");
        var seen = Model.Attributes.Single(attribute => attribute.Name == "seen");

        Assert.Equal(("n", DocumentType.String), (nick.StoredName, nick.StoredType));
        Assert.Equal((DocumentType.String, DocumentType.Number), (seen.Type, seen.StoredType));
        Assert.Equal("date-time", (string?)Model.ToJsonSchema()["properties"]!["seen"]!["format"]);
    }

    private static string Text(IFormattable number) =>
        SortableNumber.TryPlain(number.ToString(null, CultureInfo.InvariantCulture), out var plain) ? SortableNumber.Write(plain) : "";
}
