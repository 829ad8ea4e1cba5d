using System.Net;
using Virga.Documents;

namespace Unit.Gateway;

/// <summary>What a resource creates under an idempotency key is created once, also when the app dies after the write and before the key's record.</summary>
public sealed class CreatedOnceTests
{
    private const string Path = "/api/folders/f/notes";

    private readonly MemoryStore _store = new();

    [Theory]
    [InlineData("POST", "", """{"text":"new"}""")]
    [InlineData("PUT", "/chosen", """{"text":"new"}""")]
    [InlineData("POST", "/bulk", """{"operations":[{"op":"create","body":{"text":"new"}},{"op":"create","body":{"text":"other"}}]}""")]
    public async Task An_app_that_dies_before_the_record_creates_nothing_twice(string method, string path, string body)
    {
        await using var gateway = await NoteFunctions.StartAsync(_store, Dying());

        using var dying = await SendAsync(gateway, method, path, body);
        _store.Fault = null;
        using var early = await SendAsync(gateway, method, path, body);
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        using var later = await SendAsync(gateway, method, path, body);
        _store.Fault = null;
        using var list = await gateway.AsAsync("admin", "GET", Path);

        await early.ShouldBeProblem(HttpStatusCode.Conflict, "idempotency-key-in-use");
        Assert.Equal(dying.StatusCode, later.StatusCode);
        Assert.Equal(dying.Headers.Location, later.Headers.Location);
        Assert.Equal(await TextAsync(dying), await TextAsync(later));
        Assert.Equal(body.Split("text").Length - 1, (await list.JsonAsync())["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_has_been_deleted_since_is_not_created_again()
    {
        await using var gateway = await NoteFunctions.StartAsync(_store, Dying());
        using var dying = await SendAsync(gateway, "POST", "", """{"text":"new"}""");
        _store.Fault = null;
        using var deleted = await gateway.AsAsync("admin", "DELETE", dying.Headers.Location!.ToString());
        gateway.Time.Advance(TimeSpan.FromMinutes(1));

        using var later = await SendAsync(gateway, "POST", "", """{"text":"new"}""");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await later.ShouldBeProblem(HttpStatusCode.Conflict, "idempotent-answer-not-kept");
    }

    [Fact]
    public async Task What_is_taken_is_told_and_may_be_mended()
    {
        await using var gateway = await NoteFunctions.StartAsync(_store);
        using var first = await gateway.AsAsync("admin", "POST", Path, """{"id":"taken","text":"new"}""");

        using var second = await SendAsync(gateway, "POST", "", """{"id":"taken","text":"new"}""");
        using var faulty = await gateway.AsAsync("admin", "POST", Path, """{"text":""}""", headers: ("Idempotency-Key", "k2"));
        using var mended = await gateway.AsAsync("admin", "POST", Path, """{"text":"x"}""", headers: ("Idempotency-Key", "k2"));

        await second.ShouldBeProblem(HttpStatusCode.Conflict, "document-exists");
        Assert.Equal([("/text", "too-short")], (await faulty.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed")).Errors());
        Assert.Equal(HttpStatusCode.Created, mended.StatusCode);
    }

    /// <summary>The functions, whose store is gone once they have created something: what comes after the write does not happen.</summary>
    private IEnumerable<TestFunction> Dying() => NoteFunctions.All.Select(function => function.Endpoint.Name is "CreateNote" or "BulkNotes" or "ReplaceNote"
        ? function with
        {
            Handler = async context =>
            {
                var answer = await function.Handler(context);
                _store.Fault = new StoreUnavailableException("gone");
                return answer;
            },
        }
        : function);

    private static Task<HttpResponseMessage> SendAsync(TestGateway gateway, string method, string path, string body) =>
        gateway.AsAsync("admin", method, Path + path, body, headers: [("Idempotency-Key", "k1"), .. method == "PUT" ? [("If-None-Match", "*")] : Array.Empty<(string, string)>()]);

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
