using System.Text;

namespace EndToEnd;

/// <summary>What a client says of itself in headers that only a platform or a proxy may write: nothing of it counts unless it is configured.</summary>
public sealed class SpoofingTests(RunningApp app)
{
    private static readonly string Principal = Convert.ToBase64String(Encoding.UTF8.GetBytes(
        """{"auth_typ":"aad","claims":[{"typ":"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier","val":"developer"},{"typ":"scp","val":"cats:write keys:write topics:write"}]}"""));

    [Theory]
    [InlineData("X-MS-CLIENT-PRINCIPAL")]
    [InlineData("X-MS-CLIENT-PRINCIPAL-ID")]
    [InlineData("X-MS-TOKEN-AAD-ACCESS-TOKEN")]
    [InlineData("X-ARR-ClientCert")]
    [InlineData("X-Forwarded-User")]
    public async Task A_principal_that_the_client_made_up_is_nobody(string header)
    {
        (await app.Anonymous.GetAsync("api/keys", (header, Principal), ("X-MS-CLIENT-PRINCIPAL-IDP", "aad"), ("WEBSITE_AUTH_ENABLED", "True"))).ExpectProblem(401, "unauthenticated");
        (await app.Anonymous.PostAsync($"api/shelters/{RunningApp.NewShelter()}/cats", """{"name":"Tom"}""", (header, Principal))).ExpectProblem(401, "unauthenticated");
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1;host=evil.example;proto=https")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    public async Task Links_are_not_made_of_what_a_client_forwards(string header, string value)
    {
        var page = (await app.Anonymous.GetAsync($"api/shelters/{RunningApp.NewShelter()}/cats?limit=1", (header, value))).Expect(200);

        Assert.DoesNotContain("evil", page.Headers + page.Text, StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Links_are_not_made_of_the_host_header()
    {
        // Where Gateway:PublicBaseUrl is set, they are made of that.
        app.SkipUnlessOurs();
        using var reader = await app.WithScopeAsync("cats:write");
        var shelter = RunningApp.NewShelter();
        var made = await reader.PostAsync($"api/shelters/{shelter}/cats", """{"name":"Tom"}""");

        Assert.StartsWith($"/api/shelters/{shelter}/cats/", made.Expect(201).Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_configuration_no_page_of_another_origin_may_read_anything()
    {
        var answer = (await app.Anonymous.GetAsync($"api/shelters/{RunningApp.NewShelter()}/cats", ("Origin", "https://evil.example"))).Expect(200);
        var preflight = await app.Anonymous.SendAsync(HttpMethod.Options, "api/keys", null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"));

        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(preflight.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }
}
