using Virga.Documents;

namespace Unit.Documents.Schemas;

/// <summary>What a model asks of its container, and values that compare as values.</summary>
public sealed class IndexTests
{
    public sealed record Book(string Id, string? Title = null, int? Year = null, DateTimeOffset? Printed = null, List<string>? Tags = null);

    [Fact]
    public void Indexes_follow_stored_names_in_whatever_order_both_are_said()
    {
        var model = Define(book =>
        {
            book.Index(b => b.Title);
            book.Index(b => b.Year, b => b.Title);
            book.Index(b => b.Id, (b => b.Year, true));
            book.Property(b => b.Title).StoredName("t");
        });

        Assert.Empty(model.Faults);
        Assert.Equal(["/t", "/year,/t", "/_key,-/year"], model.Indexes.Select(index => string.Join(',', index.Parts.Select(part => $"{(part.IsDescending ? "-" : "")}{part.Path}"))));
        Assert.Equal([false, true, true], model.Indexes.Select(index => index.IsComposite));
    }

    [Fact]
    public void An_index_of_an_element_or_of_one_attribute_twice_is_told() => Assert.Equal(
        ["Index", "b.Tags.get_Item(0)"],
        Define(book =>
        {
            book.Index(b => b.Year, b => b.Year);
            book.Index(b => b.Tags![0]);
        }).Faults.Select(fault => fault.Subject).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Allowed_dates_match()
    {
        var printed = new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));
        var model = Define(book => book.Property(b => b.Printed).OneOf(printed).StoredAs(DateStorage.Seconds));

        var created = await new Shelter().Documents.For(model).CreateAsync(new Book("1", Printed: printed.ToUniversalTime()), TestContext.Current.CancellationToken);

        Assert.Equal(printed, created.Value.Printed);
    }

    [Fact]
    public void Contradictions_between_roles_are_told_all_at_once()
    {
        var faults = Define(book =>
        {
            book.Revision(b => b.Year!.Value);
            book.Property(b => b.Year).Default(1);
            book.Expires(TimeSpan.FromDays(1), ExpiryKind.SinceCreation);
            book.Property(b => b.Title).StoredName("year");
            book.Key(b => b.Id).Default(b => b.Title!);
        }).Faults;

        Assert.Contains(faults, fault => fault.Subject == "year");
        Assert.Contains(faults, fault => fault.Subject == "Expires");
        Assert.Contains(faults, fault => fault.Subject == "title");
        Assert.Contains(faults, fault => fault.Subject == "id");
    }

    private static Schema<Book> Define(Action<SchemaBuilder<Book>> define) => Schema.Define<Book>("book", book =>
    {
        book.Partition(b => b.Id);
        book.Key(b => b.Id);
        define(book);
    });
}
