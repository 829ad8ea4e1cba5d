using System.Net;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Gateway;

/// <summary>A resource whose documents have owners: who asks sees and writes their own, and learns nothing of others'.</summary>
public sealed class OwnedResourceTests : IAsyncLifetime
{
    private const string Path = "/api/folders/f/notes";

    private TestGateway _gateway = null!;
    private string _anns = null!;
    private string _bobs = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await NoteFunctions.StartAsync();
        _anns = await CreateAsync("ann");
        _bobs = await CreateAsync("bob");
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("""{"text":"mine"}""")]
    [InlineData("""{"text":"mine","author":null}""")]
    [InlineData("""{"text":"mine","author":"ann"}""")]
    [InlineData("""{"text":"mine","writer":"ann"}""")]
    public async Task A_new_document_is_the_callers(string body)
    {
        using var response = await _gateway.AsAsync("ann", "POST", Path, body);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("ann", (string?)(await response.JsonAsync())["author"]);
    }

    [Theory]
    [InlineData("""{"text":"mine","author":"bob"}""", "/author")]
    [InlineData("""{"text":"mine","author":"Ann"}""", "/author")]
    [InlineData("""{"text":"mine","author":""}""", "/author")]
    [InlineData("""{"text":"mine","author":["ann"]}""", "/author")]
    [InlineData("""{"text":"mine","writer":"bob"}""", "/writer")]
    [InlineData("""{"text":"mine","author":"ann","writer":"bob"}""", "/writer")]
    public async Task A_new_document_cannot_be_made_anothers(string body, string pointer)
    {
        using var response = await _gateway.AsAsync("ann", "POST", Path, body);

        Assert.Equal([(pointer, "read-only")], (await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed")).Errors());
    }

    [Fact]
    public async Task The_models_own_code_gives_no_document_to_somebody_else()
    {
        var model = Note.Define(note => note.BeforeWrite((n, _) => n with { Author = "bob", Text = n.Text + "!" }));
        await using var gateway = await NoteFunctions.StartAsync(model: model);

        using var created = await gateway.AsAsync("ann", "POST", Path, """{"text":"mine"}""");
        using var patched = await gateway.AsAsync("ann", "PATCH", created.Headers.Location!.ToString(), """{"text":"still mine"}""");

        var (first, second) = (await created.JsonAsync(), await patched.JsonAsync());
        Assert.Equal(("ann", "mine!"), ((string?)first["author"], (string?)first["text"]));
        Assert.Equal(("ann", "still mine!"), ((string?)second["author"], (string?)second["text"]));
    }

    public static TheoryData<string, string, string?, string, string?> Attempts => new()
    {
        // Method, query, body, content type, header with {v} for the document's version.
        { "GET", "", null, "", null },
        { "HEAD", "", null, "", null },
        { "GET", "?fields=text", null, "", null },
        { "GET", "", null, "", "If-None-Match: {v}" },
        { "GET", "", null, "", "If-None-Match: *" },
        { "HEAD", "", null, "", "If-None-Match: {v}" },
        { "GET", "?fields=author", null, "", "If-None-Match: {v}" },
        { "PUT", "", """{"text":"taken"}""", "application/json", null },
        { "PUT", "", """{"text":"taken"}""", "application/json", "If-Match: {v}" },
        { "PUT", "", """{"text":"taken"}""", "application/json", "If-Match: *" },
        { "PUT", "", """{"text":"taken"}""", "application/json", "If-Match: \"stale\"" },
        { "PUT", "", """{"text":"taken"}""", "application/json", "If-Match: {v}, \"other\"" },
        { "PUT", "", """{"text":"taken"}""", "application/json", "If-Match: \"some\", \"other\"" },
        { "PUT", "", """{"text":"taken","author":"bob"}""", "application/json", "If-Match: *" },
        { "PUT", "", """{"text":""}""", "application/json", "If-Match: *" },
        { "PUT", "", """{"text":"taken"}""", "application/json", "If-None-Match: *" },
        { "PATCH", "", """{"text":"taken"}""", "application/merge-patch+json", null },
        { "PATCH", "", """{"author":"ann"}""", "application/merge-patch+json", null },
        { "PATCH", "", """{"text":""}""", "application/merge-patch+json", null },
        { "PATCH", "", """{"text":"taken"}""", "application/merge-patch+json", "If-Match: {v}" },
        { "PATCH", "", """{"text":"taken"}""", "application/merge-patch+json", "If-Match: \"stale\"" },
        { "PATCH", "", """[{"op":"test","path":"/text","value":"of bob"}]""", "application/json-patch+json", null },
        { "PATCH", "", """[{"op":"test","path":"/text","value":"guess"}]""", "application/json-patch+json", null },
        { "PATCH", "", """[{"op":"replace","path":"/author","value":"ann"}]""", "application/json-patch+json", "If-Match: {v}" },
        { "PATCH", "", """[{"op":"remove","path":"/nothing"}]""", "application/json-patch+json", null },
        { "DELETE", "", null, "", null },
        { "DELETE", "", null, "", "If-Match: {v}" },
        { "DELETE", "", null, "", "If-Match: \"stale\"" },
    };

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Anothers_document_is_answered_as_one_that_is_not_there(string method, string query, string? body, string contentType, string? header)
    {
        using var before = await _gateway.AsAsync("bob", "GET", $"{Path}/{_bobs}");
        var headers = header?.Replace("{v}", before.Headers.ETag!.ToString(), StringComparison.Ordinal).Split(": ") is [var name, var value] ? new[] { (name, value) } : [];

        using var foreign = await _gateway.AsAsync("ann", method, $"{Path}/{_bobs}{query}", body, contentType, headers);
        using var missing = await _gateway.AsAsync("ann", method, $"{Path}/0190-nowhere{query}", body, contentType, headers);
        using var after = await _gateway.AsAsync("bob", "GET", $"{Path}/{_bobs}");

        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(await SaidAsync(missing), await SaidAsync(foreign));
        Assert.Equal(before.Headers.ETag, after.Headers.ETag);
    }

    [Theory]
    [InlineData("GET", "", null)]
    [InlineData("GET", "?filter=author eq 'bob'", null)]
    [InlineData("GET", "?filter=author eq 'bob' or author ne 'bob'", null)]
    [InlineData("GET", "?filter=not (author eq 'ann')", null)]
    [InlineData("GET", "?sort=-text&fields=author", null)]
    [InlineData("QUERY", "", """{"filter":"author eq 'bob' or exists(text)","fields":["author","text"]}""")]
    public async Task Lists_have_the_callers_documents_only(string method, string query, string? body)
    {
        using var response = await _gateway.AsAsync("ann", method, Path + query, body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.All((await response.JsonAsync())["items"]!.AsArray(), item => Assert.Equal("ann", (string?)item!["author"]));
    }

    [Fact]
    public async Task Anothers_cursor_leads_nowhere()
    {
        await CreateAsync("bob");
        using var first = await _gateway.AsAsync("bob", "GET", $"{Path}?limit=1");
        var cursor = Uri.EscapeDataString((string)(await first.JsonAsync())["next"]!);

        using var own = await _gateway.AsAsync("bob", "GET", $"{Path}?limit=1&cursor={cursor}");
        using var response = await _gateway.AsAsync("ann", "GET", $"{Path}?limit=1&cursor={cursor}");
        using var admin = await _gateway.AsAsync("admin", "GET", $"{Path}?limit=1&cursor={cursor}");

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        await response.ShouldBeProblem(HttpStatusCode.BadRequest, "cursor-invalid");
        await admin.ShouldBeProblem(HttpStatusCode.BadRequest, "cursor-invalid");
    }

    [Fact]
    public async Task A_bulk_request_reaches_the_callers_documents_only()
    {
        using var response = await BulkAsync(
            """{"op":"create","body":{"text":"new"}}""",
            """{"op":"create","body":{"text":"new","author":"bob"}}""",
            """{"op":"create","body":{"text":"new","id":"chosen"}}""",
            """{"op":"create","id":"chosen","body":{"text":"new"}}""",
            """{"op":"upsert","id":"BOBS","body":{"text":"taken"}}""",
            """{"op":"upsert","id":"nowhere","body":{"text":"taken"}}""",
            """{"op":"patch","id":"ANNS","body":{"author":"bob"}}""");
        using var replaced = await BulkAsync("""{"op":"replace","id":"BOBS","ifMatch":"*","body":{"text":"taken"}}""", """{"op":"replace","id":"ANNS","ifMatch":"*","body":{"text":"new"}}""");
        using var deleted = await BulkAsync("""{"op":"delete","id":"BOBS","ifMatch":"\"stale\""}""");
        using var patched = await BulkAsync("""{"op":"patch","id":"BOBS","body":{"text":""}}""");
        using var bobs = await _gateway.AsAsync("bob", "GET", $"{Path}/{_bobs}");

        int[][] statuses = [Statuses(await response.JsonAsync()), Statuses(await replaced.JsonAsync()), Statuses(await deleted.JsonAsync()), Statuses(await patched.JsonAsync())];
        Assert.Equal([[201, 400, 400, 400, 404, 404, 400], [404, 200], [404], [404]], statuses);
        Assert.Equal("of bob", (string?)(await bobs.JsonAsync())["text"]);
    }

    [Theory]
    [InlineData("PUT", """{"text":"new","author":"bob"}""", "application/json")]
    [InlineData("PATCH", """{"author":"bob"}""", "application/merge-patch+json")]
    [InlineData("PATCH", """{"writer":"bob"}""", "application/merge-patch+json")]
    [InlineData("PATCH", """[{"op":"replace","path":"/author","value":"bob"}]""", "application/json-patch+json")]
    [InlineData("PATCH", """[{"op":"copy","from":"/text","path":"/author"}]""", "application/json-patch+json")]
    [InlineData("PATCH", """[{"op":"replace","path":"","value":{"author":"bob","text":"new"}}]""", "application/json-patch+json")]
    public async Task The_owner_cannot_be_changed(string method, string body, string contentType)
    {
        using var response = await _gateway.AsAsync("ann", method, $"{Path}/{_anns}", body, contentType, ("If-Match", "*"));
        using var after = await _gateway.AsAsync("ann", "GET", $"{Path}/{_anns}");

        Assert.Equal([("/author", "read-only")], (await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed")).Errors());
        Assert.Equal("\"v1\"", after.Headers.ETag!.ToString());
    }

    [Theory]
    [InlineData("PUT", """{"text":"new"}""", "application/json")]
    [InlineData("PUT", """{"text":"new","author":"ann"}""", "application/json")]
    [InlineData("PATCH", """{"text":"new","author":null}""", "application/merge-patch+json")]
    [InlineData("PATCH", """[{"op":"replace","path":"/text","value":"new"},{"op":"remove","path":"/author"}]""", "application/json-patch+json")]
    public async Task A_change_that_leaves_the_owner_out_keeps_it(string method, string body, string contentType)
    {
        using var before = await _gateway.AsAsync("ann", "GET", $"{Path}/{_anns}");
        using var response = await _gateway.AsAsync("ann", method, $"{Path}/{_anns}", body, contentType, ("If-Match", before.Headers.ETag!.ToString()));
        var note = await response.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("new", "ann"), ((string?)note["text"], (string?)note["author"]));
        Assert.Equal((string?)(await before.JsonAsync())["createdAt"], (string?)note["createdAt"]);
    }

    [Fact]
    public async Task A_change_names_all_its_faults()
    {
        using var response = await _gateway.AsAsync("ann", "PUT", $"{Path}/{_anns}", """{"text":"","author":"bob"}""", headers: ("If-Match", "*"));

        Assert.Equal([("/text", "too-short"), ("/author", "read-only")], (await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed")).Errors());
    }

    [Fact]
    public async Task Preconditions_of_the_callers_own_documents_are_told()
    {
        using var stale = await _gateway.AsAsync("ann", "PUT", $"{Path}/{_anns}", """{"text":"new"}""", headers: ("If-Match", "\"stale\""));
        using var none = await _gateway.AsAsync("ann", "PUT", $"{Path}/{_anns}", """{"text":"new"}""");
        using var exists = await _gateway.AsAsync("ann", "PUT", $"{Path}/{_anns}", """{"text":"new"}""", headers: ("If-None-Match", "*"));
        using var deleted = await _gateway.AsAsync("ann", "DELETE", $"{Path}/{_anns}", headers: ("If-Match", "\"v1\""));

        Assert.Equal((HttpStatusCode.PreconditionFailed, (HttpStatusCode)428, HttpStatusCode.PreconditionFailed), (stale.StatusCode, none.StatusCode, exists.StatusCode));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    [Theory]
    [InlineData("POST", "", """{"id":"chosen","text":"new"}""", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/chosen", """{"text":"new"}""", HttpStatusCode.NotFound)]
    public async Task Clients_choose_no_keys_by_which_they_would_learn_of_others(string method, string path, string body, HttpStatusCode status)
    {
        using var response = await _gateway.AsAsync("ann", method, Path + path, body, headers: method == "PUT" ? [("If-None-Match", "*")] : []);
        using var admin = await _gateway.AsAsync("admin", method, Path + path, body, headers: method == "PUT" ? [("If-None-Match", "*")] : []);

        Assert.Equal((status, HttpStatusCode.Created), (response.StatusCode, admin.StatusCode));
    }

    [Fact]
    public async Task Who_may_see_all_may_write_all_and_give_away()
    {
        using var list = await _gateway.AsAsync("admin", "GET", Path);
        using var whole = await _gateway.AsAsync("admin", "PUT", $"{Path}/{_bobs}", """{"text":"edited"}""", headers: ("If-Match", "*"));
        using var given = await _gateway.AsAsync("admin", "PATCH", $"{Path}/{_bobs}", """{"author":"ann"}""", "application/merge-patch+json");
        using var lost = await _gateway.AsAsync("bob", "GET", $"{Path}/{_bobs}");
        using var won = await _gateway.AsAsync("ann", "GET", $"{Path}/{_bobs}");
        using var forAnn = await _gateway.AsAsync("admin", "POST", Path, """{"text":"new","author":"ann"}""");
        using var own = await _gateway.AsAsync("admin", "POST", Path, """{"text":"new"}""");

        Assert.Equal(2, (await list.JsonAsync())["items"]!.AsArray().Count);
        Assert.Equal("bob", (string?)(await whole.JsonAsync())["author"]);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.OK), (given.StatusCode, lost.StatusCode, won.StatusCode));
        Assert.Equal(("ann", "admin"), ((string?)(await forAnn.JsonAsync())["author"], (string?)(await own.JsonAsync())["author"]));
    }

    private Task<HttpResponseMessage> BulkAsync(params string[] operations) => _gateway.AsAsync(
        "ann", "POST", $"{Path}/bulk",
        $$"""{"operations":[{{string.Join(',', operations).Replace("ANNS", _anns, StringComparison.Ordinal).Replace("BOBS", _bobs, StringComparison.Ordinal)}}]}""");

    private async Task<string> CreateAsync(string user)
    {
        using var response = await _gateway.AsAsync(user, "POST", Path, $$"""{"text":"of {{user}}"}""");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (string)(await response.JsonAsync())["id"]!;
    }

    private static int[] Statuses(JsonObject bulk) => [.. bulk["results"]!.AsArray().Select(result => (int)result!["status"]!)];

    private static async Task<string> SaidAsync(HttpResponseMessage response)
    {
        var text = await response.TextAsync();
        var problem = text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject();
        problem?.Remove("traceId");
        problem?.Remove("instance");
        return $"{response.StatusCode} {response.Headers.ETag} {problem?.ToJsonString()}";
    }
}
