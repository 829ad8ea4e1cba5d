using Virga.Documents;

namespace Unit.Documents;

public sealed class ChangeRegistrationTests
{
    [Fact]
    public async Task The_host_does_not_start_with_faulty_handlers_and_tells_all_of_them()
    {
        var elsewhere = Schema.Define<Cat>("other-cat", cat =>
        {
            cat.Partition(c => c.ShelterId);
            cat.Key(c => c.Id);
            cat.Container("elsewhere");
        });
        await using var app = new ChangeApp(documents => documents
            .OnChange<Cat, WatchCats>(Cats.Model, "twice")
            .OnChange<Cat, WatchBatches>(Cats.Model, "Twice")
            .OnChange<Cat, WatchCats>(Cats.Model, "no name")
            .OnChange<Cat, WatchCats>(elsewhere, "far"));

        var refusal = await Assert.ThrowsAsync<DefinitionException>(app.StartAsync);

        Assert.Equal(4, refusal.Faults.Count);
        Assert.All(
            [
                "2 change handlers are called 'twice'. Give each its own name.",
                "'no name' is no name of a change handler. Use letters, digits and hyphens, at most 64.",
                "The model 'other-cat' of the change handler is not one of the app's. Add it to the documents first.",
                "'elsewhere', whose change feed nobody reads",
            ],
            expected => Assert.Contains(refusal.Faults, fault => fault.Contains(expected, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_container_that_a_function_of_the_app_watches_is_fine()
    {
        var elsewhere = Schema.Define<Cat>("other-cat", cat =>
        {
            cat.Partition(c => c.ShelterId);
            cat.Key(c => c.Id);
            cat.Container("elsewhere");
        });
        await using var app = new ChangeApp(
            documents => documents.Add(elsewhere).OnChange<Cat, WatchCats>(elsewhere, "far"), options => options.Containers.Add("elsewhere"));

        await app.StartAsync();
    }

    [Fact]
    public void A_type_that_handles_no_changes_is_refused_at_once() =>
        Assert.Throws<ArgumentException>(() => new ChangeApp(documents => documents.OnChange<Cat, Shelter>(Cats.Model, "shelter")));

    [Fact]
    public void Every_wrong_option_is_told()
    {
        var wrong = new ChangesOptions
        {
            Attempts = 0,
            Concurrency = 101,
            RetryDelay = TimeSpan.FromMinutes(2),
            Timeout = TimeSpan.Zero,
            KeepInbox = TimeSpan.FromMinutes(1),
        };

        Assert.Equal(5, new ChangesOptionsValidator().Validate(null, wrong).Failures!.Count());
        Assert.True(new ChangesOptionsValidator().Validate(null, new ChangesOptions()).Succeeded);
    }
}
