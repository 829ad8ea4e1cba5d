using System.Net;
using Virga.Documents;

namespace Unit.Gateway;

/// <summary>What a resource writes under an idempotency key is written once, also when the app dies after the write and before the key's record.</summary>
public sealed class WrittenOnceTests
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
        Assert.Equal(await dying.TextAsync(), await later.TextAsync());
        Assert.Equal(body.Split("text").Length - 1, (await list.JsonAsync())["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("PATCH", """[{"op":"test","path":"/text","value":"old"},{"op":"replace","path":"/text","value":"new"}]""", "application/json-patch+json", false)]
    [InlineData("PATCH", """{"text":"new"}""", "application/merge-patch+json", true)]
    [InlineData("PUT", """{"text":"new"}""", "application/json", true)]
    [InlineData("DELETE", null, "application/json", false)]
    [InlineData("DELETE", null, "application/json", true)]
    public async Task An_app_that_dies_before_the_record_changes_nothing_twice(string method, string? body, string contentType, bool namesVersion)
    {
        await using var gateway = await NoteFunctions.StartAsync(_store, Dying());
        using var created = await gateway.AsAsync("ann", "POST", Path, """{"text":"old"}""");
        var note = created.Headers.Location!.ToString();
        (string, string)[] headers = [("Idempotency-Key", "k1"), .. namesVersion ? [("If-Match", created.Headers.ETag!.ToString())] : Array.Empty<(string, string)>()];

        using var dying = await gateway.AsAsync("ann", method, note, body, contentType, headers);
        _store.Fault = null;
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        using var later = await gateway.AsAsync("ann", method, note, body, contentType, headers);

        Assert.True(dying.IsSuccessStatusCode);
        Assert.Equal(dying.StatusCode, later.StatusCode);
        Assert.Equal(dying.Headers.ETag, later.Headers.ETag);
        Assert.Equal(await dying.TextAsync(), await later.TextAsync());
    }

    [Fact]
    public async Task An_app_that_dies_does_no_operation_of_a_bulk_request_twice()
    {
        const string body = """
            {"operations":[
              {"op":"upsert","id":"new","body":{"text":"new"}},
              {"op":"upsert","id":"a","body":{"text":"over"}},
              {"op":"replace","id":"b","ifMatch":"*","body":{"text":"over"}},
              {"op":"patch","id":"c","body":{"text":"over"}},
              {"op":"delete","id":"d"}]}
            """;
        await using var gateway = await NoteFunctions.StartAsync(_store, Dying());
        foreach (var id in (string[])["a", "b", "c", "d"])
        {
            using var created = await gateway.AsAsync("admin", "PUT", $"{Path}/{id}", """{"text":"old"}""", headers: ("If-None-Match", "*"));
            Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        }

        using var dying = await SendAsync(gateway, "POST", "/bulk", body);
        _store.Fault = null;
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        using var later = await SendAsync(gateway, "POST", "/bulk", body);

        Assert.Equal([201, 200, 200, 200, 204], (await dying.JsonAsync())["results"]!.AsArray().Select(result => (int)result!["status"]!));
        Assert.Equal(await dying.TextAsync(), await later.TextAsync());
    }

    [Fact]
    public async Task What_has_been_given_away_since_is_told_to_nobody()
    {
        await using var gateway = await NoteFunctions.StartAsync(_store, Dying());
        using var created = await gateway.AsAsync("ann", "POST", Path, """{"text":"old"}""");
        var note = created.Headers.Location!.ToString();
        using var dying = await gateway.AsAsync("ann", "PATCH", note, """{"text":"new"}""", headers: ("Idempotency-Key", "k1"));
        _store.Fault = null;
        using var given = await gateway.AsAsync("admin", "PATCH", note, """{"author":"bob"}""");
        gateway.Time.Advance(TimeSpan.FromMinutes(1));

        using var later = await gateway.AsAsync("ann", "PATCH", note, """{"text":"new"}""", headers: ("Idempotency-Key", "k1"));

        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        await later.ShouldBeProblem(HttpStatusCode.NotFound, "document-not-found");
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

    /// <summary>The functions, whose store is gone once they have written something under a key: what comes after the write does not happen.</summary>
    private IEnumerable<TestFunction> Dying() => NoteFunctions.All.Select(function => function.Endpoint.Name is "CreateNote" or "BulkNotes" or "ReplaceNote" or "PatchNote" or "DeleteNote"
        ? function with
        {
            Handler = async context =>
            {
                var answer = await function.Handler(context);
                _store.Fault = context.Request.Headers.ContainsKey("Idempotency-Key") ? new StoreUnavailableException("gone") : null;
                return answer;
            },
        }
        : function);

    private static Task<HttpResponseMessage> SendAsync(TestGateway gateway, string method, string path, string body) =>
        gateway.AsAsync("admin", method, Path + path, body, headers: [("Idempotency-Key", "k1"), .. method == "PUT" ? [("If-None-Match", "*")] : Array.Empty<(string, string)>()]);
}
