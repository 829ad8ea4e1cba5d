using Virga.Documents;

namespace Unit.Documents;

public sealed class ChangeLetterTests : IAsyncDisposable
{
    private readonly ChangeApp _app = new(documents => documents.OnChange<Cat, WatchCats>(Cats.Model, "watch-cats"), options => options.Attempts = 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_retry_gives_the_document_as_it_is_now_and_forgets_the_letter()
    {
        var letter = await FailAsync();
        _app.Seen.OnChange = (_, _, _) => Task.CompletedTask;
        await _app.CatAsync("tom", "Tom, calmed");

        Assert.Equal(ChangeRetryOutcome.Handled, await _app.Letters.RetryAsync("watch-cats", letter.Id, Token));

        Assert.Equal("Tom, calmed", _app.Seen.Changes.Last().Document!.Value.Name);
        Assert.Empty((await _app.Letters.ListAsync("watch-cats", cancellationToken: Token)).Items);
    }

    [Fact]
    public async Task A_retry_that_fails_keeps_the_letter_with_the_new_reason()
    {
        var letter = await FailAsync();
        _app.Seen.OnChange = (_, _, _) => throw new InvalidOperationException("still not");

        Assert.Equal(ChangeRetryOutcome.Refused, await _app.Letters.RetryAsync("watch-cats", letter.Id, Token));

        var kept = Assert.Single((await _app.Letters.ListAsync("watch-cats", cancellationToken: Token)).Items);
        Assert.Equal(("InvalidOperationException: still not", 2), (kept.Reason, kept.Attempts));
    }

    [Fact]
    public async Task A_letter_of_a_document_that_is_gone_goes_too()
    {
        var letter = await FailAsync();
        await _app.Cats.DeleteAsync(Cats.Key("tom"), cancellationToken: Token);

        Assert.Equal(ChangeRetryOutcome.DocumentIsGone, await _app.Letters.RetryAsync("watch-cats", letter.Id, Token));

        Assert.Equal(ChangeRetryOutcome.NotFound, await _app.Letters.RetryAsync("watch-cats", letter.Id, Token));
    }

    [Fact]
    public async Task Letters_can_be_removed()
    {
        var letter = await FailAsync();

        await _app.Letters.RemoveAsync("watch-cats", letter.Id, Token);

        Assert.Empty((await _app.Letters.ListAsync("watch-cats", cancellationToken: Token)).Items);
    }

    [Fact]
    public async Task An_unknown_handler_is_a_callers_mistake()
    {
        Assert.False(_app.Letters.Knows("nobody"));
        await Assert.ThrowsAsync<ArgumentException>(() => _app.Letters.RetryAsync("nobody", "x", Token));
    }

    private async Task<ChangeDeadLetter> FailAsync()
    {
        _app.Seen.OnChange = (_, _, _) => throw new InvalidOperationException("no");
        await _app.DispatchAsync(await _app.CatAsync("tom"));
        return Assert.Single((await _app.Letters.ListAsync("watch-cats", cancellationToken: Token)).Items);
    }
}
