using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class ApiKeyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_lets_its_client_in_and_tells_the_function_who_calls()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);

        using var response = await app.GetAsync(made.Value);

        Assert.Equal("mobile", await response.TextAsync());
        Assert.StartsWith("virga_", made.Value, StringComparison.Ordinal);
        Assert.Equal(52, made.Value.Length);
        Assert.Equal("virga_…" + made.Value[^4..], made.Key.Hint);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("virga_0000000000000000000000000000000000000000000000")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("abc defghijklmnopqrstuvwxyz")]
    [InlineData("ключключключключключключ")]
    public async Task Without_a_key_of_ours_the_answer_is_403(string? key)
    {
        await using var app = await KeyGateway.StartAsync();
        await app.Keys.CreateAsync(new ApiKeyRequest("other"), Token);

        using var response = await app.GetAsync(key);

        await response.ShouldBeProblem(HttpStatusCode.Forbidden, "invalid-api-key");
    }

    [Fact]
    public async Task Every_changed_character_of_a_key_makes_it_wrong()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);

        for (var index = 0; index < made.Value.Length; index++)
        {
            var other = made.Value[index] == 'x' ? 'y' : 'x';
            Assert.Equal(403, await app.StatusAsync(made.Value[..index] + other + made.Value[(index + 1)..]));
        }

        Assert.Equal(200, await app.StatusAsync(made.Value));
    }

    [Fact]
    public async Task A_mistyped_or_invented_key_is_refused_by_its_checksum_without_asking_the_store()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);
        app.Store.Fault = new StoreUnavailableException("down");

        Assert.Equal(403, await app.StatusAsync(made.Value[..^1] + (made.Value[^1] == '0' ? '1' : '0')));
        Assert.Equal(503, await app.StatusAsync(made.Value));
    }

    [Fact]
    public async Task A_key_is_stored_as_its_hash_only()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);

        Assert.DoesNotContain(made.Value[6..20], app.Store.ToString(), StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String(ApiKeyText.Hash(made.Value)), app.Store.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_key_is_refused_with_the_same_answer_as_a_wrong_one()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);
        Assert.Equal(200, await app.StatusAsync(made.Value));

        await app.Keys.ChangeAsync(made.Key.Id, new ApiKeyChange { Enabled = false }, Token);

        using var disabled = await app.GetAsync(made.Value);
        using var wrong = await app.GetAsync("nobodys-key-0123456789-abcdef");
        Assert.Equal((string?)(await wrong.JsonAsync())["detail"], (string?)(await disabled.JsonAsync())["detail"]);
        await app.Keys.ChangeAsync(made.Key.Id, new ApiKeyChange { Enabled = true }, Token);
        Assert.Equal(200, await app.StatusAsync(made.Value));
    }

    [Fact]
    public async Task A_key_ends_when_it_expires()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("mobile") { ExpiresAt = app.Gateway.Time.GetUtcNow().AddMinutes(5) }, Token);
        Assert.Equal(200, await app.StatusAsync(made.Value));

        app.Gateway.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(403, await app.StatusAsync(made.Value));
    }

    [Fact]
    public async Task A_rotation_lets_the_old_value_work_for_the_overlap_and_no_older_one()
    {
        await using var app = await KeyGateway.StartAsync();
        var first = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);
        var second = await app.Keys.RotateAsync(first.Key.Id, TimeSpan.FromHours(1), Token);

        Assert.Equal((200, 200), (await app.StatusAsync(first.Value), await app.StatusAsync(second.Value)));
        Assert.Equal(app.Gateway.Time.GetUtcNow().AddHours(1), second.Key.OldValueUntil);

        var third = await app.Keys.RotateAsync(first.Key.Id, TimeSpan.FromHours(1), Token);
        Assert.Equal((403, 200, 200), (await app.StatusAsync(first.Value), await app.StatusAsync(second.Value), await app.StatusAsync(third.Value)));

        app.Gateway.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((403, 200), (await app.StatusAsync(second.Value), await app.StatusAsync(third.Value)));
    }

    [Fact]
    public async Task A_rotation_without_overlap_ends_the_old_value_at_once()
    {
        await using var app = await KeyGateway.StartAsync();
        var first = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);

        var second = await app.Keys.RotateAsync(first.Key.Id, TimeSpan.Zero, Token);

        Assert.Equal((403, 200), (await app.StatusAsync(first.Value), await app.StatusAsync(second.Value)));
    }

    [Fact]
    public async Task A_deleted_key_leaves_nothing_behind()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);
        await app.Keys.RotateAsync(made.Key.Id, null, Token);

        await app.Keys.DeleteAsync(made.Key.Id, Token);

        Assert.Equal(403, await app.StatusAsync(made.Value));
        Assert.Equal("", app.Store.ToString());
    }

    [Fact]
    public async Task A_use_that_is_noted_meanwhile_does_not_keep_a_key_from_being_deleted()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);
        app.Store.AfterRead = () => app.Keys.NoteUseAsync(made.Key.Id, Token);

        await app.Keys.DeleteAsync(made.Key.Id, Token);

        Assert.Equal("", app.Store.ToString());
    }

    [Fact]
    public async Task What_another_instance_changes_counts_here_once_trust_has_run_out()
    {
        var store = new MemoryStore();
        await using var one = await KeyGateway.StartAsync(store);
        await using var two = await KeyGateway.StartAsync(store);
        var made = await one.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);
        Assert.Equal(200, await two.StatusAsync(made.Value));

        await one.Keys.ChangeAsync(made.Key.Id, new ApiKeyChange { Enabled = false }, Token);

        Assert.Equal(200, await two.StatusAsync(made.Value));
        two.Gateway.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(403, await two.StatusAsync(made.Value));
    }

    [Fact]
    public async Task A_value_from_another_gateway_can_be_brought_along_once()
    {
        const string Value = "aws-made-this-key-0123456789-QWERTY";
        await using var app = await KeyGateway.StartAsync();
        await app.Keys.CreateAsync(new ApiKeyRequest("mobile") { Value = Value }, Token);

        Assert.Equal(200, await app.StatusAsync(Value));
        var again = await Assert.ThrowsAsync<GatewayException>(() => app.Keys.CreateAsync(new ApiKeyRequest("mobile") { Value = Value }, Token));
        Assert.Equal("/value", Assert.Single(again.Problem.Errors).Pointer);
    }

    [Fact]
    public async Task A_key_that_cannot_be_so_is_refused_with_all_its_faults()
    {
        await using var app = await KeyGateway.StartAsync();

        var refused = await Assert.ThrowsAsync<GatewayException>(() => app.Keys.CreateAsync(new ApiKeyRequest(" ") { Plan = "none", Owner = "", Value = new string('a', 30) }, Token));

        Assert.Equal(["/name", "/owner", "/value", "/plan"], refused.Problem.Errors.Select(error => error.Pointer));
    }

    [Fact]
    public async Task A_key_is_no_person()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);

        using var alone = await app.GetAsync(made.Value, "/api/signed");
        using var both = await app.Gateway.SendAsync("POST", "/api/both", token: app.Gateway.Token("cats:write"), headers: [("x-api-key", made.Value)]);
        using var tokenOnly = await app.Gateway.SendAsync("POST", "/api/both", token: app.Gateway.Token("cats:write"));

        await alone.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal(HttpStatusCode.OK, both.StatusCode);
        await tokenOnly.ShouldBeProblem(HttpStatusCode.Forbidden, "invalid-api-key");
    }

    [Fact]
    public async Task A_function_that_asks_for_no_key_sees_none()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);

        using var response = await app.GetAsync(made.Value, "/api/open");

        Assert.Equal("nobody", await response.TextAsync());
    }

    [Fact]
    public async Task The_last_use_is_written_down_now_and_then()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);
        await app.StatusAsync(made.Value);
        var writes = app.Store.Writes;
        for (var i = 0; i < 10; i++)
        {
            await app.StatusAsync(made.Value);
        }

        Assert.Equal(writes, app.Store.Writes);
        Assert.Equal(app.Gateway.Time.GetUtcNow(), (await app.Keys.GetAsync(made.Key.Id, Token)).LastUsedAt);
        app.Gateway.Time.Advance(TimeSpan.FromMinutes(15));
        await app.StatusAsync(made.Value);
        Assert.Equal(app.Gateway.Time.GetUtcNow(), (await app.Keys.GetAsync(made.Key.Id, Token)).LastUsedAt);
    }

    [Fact]
    public async Task Keys_are_listed_by_pages_and_by_owner()
    {
        await using var app = await KeyGateway.StartAsync();
        foreach (var number in Enumerable.Range(0, 5))
        {
            await app.Keys.CreateAsync(new ApiKeyRequest($"k{number}") { Owner = number % 2 == 0 ? "ann" : "bob" }, Token);
            app.Gateway.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await app.Keys.ListAsync(2, null, "ann", Token);
        var second = await app.Keys.ListAsync(2, first.Next, "ann", Token);

        Assert.Equal(["k0", "k2"], first.Items.Select(key => key.Name));
        Assert.Equal(["k4"], second.Items.Select(key => key.Name));
        Assert.Null(second.Next);
        await Assert.ThrowsAsync<GatewayException>(() => app.Keys.ListAsync(2, "?", null, Token));
        await Assert.ThrowsAsync<GatewayException>(() => app.Keys.ListAsync(0, null, null, Token));
    }

    [Fact]
    public async Task Two_headers_with_keys_are_none()
    {
        await using var app = await KeyGateway.StartAsync();
        var made = await app.Keys.CreateAsync(new ApiKeyRequest("mobile"), Token);

        using var response = await app.Gateway.SendAsync("GET", "/api/keyed", headers: [("x-api-key", made.Value), ("x-api-key", made.Value)]);

        await response.ShouldBeProblem(HttpStatusCode.Forbidden, "invalid-api-key");
    }

    [Fact]
    public async Task Options_that_cannot_be_so_stop_the_start()
    {
        var fault = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => KeyGateway.StartAsync(configure: services => services.Configure<ApiKeyOptions>(options =>
        {
            options.Header = "";
            options.Prefix = "a b";
            options.TrustFor = TimeSpan.FromHours(1);
            options.QuotaBlock = 0;
        })));

        Assert.Equal(4, fault.Failures.Count());
    }
}
