using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Virga.Documents;
using Virga.Gateway;
using Virga.Notifications;

namespace Unit.Gateway;

/// <summary>Functions that answer with an integration instead of code.</summary>
public sealed class IntegrationTests
{
    private static readonly Topic<Sighting> Topic = Virga.Notifications.Topic.Define<Sighting>("sightings");

    private static readonly Schema<Sighting> Model = Schema.Define<Sighting>("sighting", sighting =>
    {
        sighting.Partition(s => s.Place);
        sighting.Key(s => s.Place);
        sighting.Property(s => s.Cats).Range(0, 40);
    });

    private readonly Mock<INotifier> _notifier = new();

    public sealed record Sighting(string Place, int Cats);

    [Fact]
    public async Task A_body_is_published_and_answered_with_the_messages_id()
    {
        _notifier.Setup(notifier => notifier.PublishAsync(Topic, new Sighting("quay", 3), It.IsAny<Action<MessageBuilder>>(), It.IsAny<CancellationToken>())).ReturnsAsync(new PublishResult("m-1"));
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/sightings", Answers.Body("""{"place":"quay","cats":3}"""));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("""{"messageId":"m-1"}""", await response.TextAsync());
    }

    [Fact]
    public async Task A_body_that_is_not_the_topics_type_is_refused_and_not_published()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/sightings", Answers.Body("""{"cats":"many"}"""));

        Assert.Contains(("/place", "required"), (await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed")).Errors());
        _notifier.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_body_that_breaks_a_rule_of_its_types_model_is_refused_and_not_published()
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("POST", "/api/sightings", Answers.Body("""{"place":"quay","cats":-1}"""));

        Assert.Contains(("/cats", "out-of-range"), (await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed")).Errors());
        _notifier.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_mock_answers_its_example_or_the_one_a_client_prefers()
    {
        await using var gateway = await StartAsync();

        using var usual = await gateway.SendAsync("GET", "/api/weather");
        using var missing = await gateway.SendAsync("GET", "/api/weather", headers: [("Prefer", "respond-async, status=404")]);
        using var unknown = await gateway.SendAsync("GET", "/api/weather", headers: [("Prefer", "status=418")]);

        Assert.Equal("""{"sky":"virga"}""", await usual.TextAsync());
        Assert.Equal("application/json; charset=utf-8", usual.Content.Headers.ContentType?.ToString());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("status=404", missing.Headers.GetValues("Preference-Applied").Single());
        Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
    }

    [Fact]
    public async Task OpenAPI_shows_what_is_published_and_the_examples_of_mocks()
    {
        await using var gateway = await StartAsync();

        var paths = gateway.Description["paths"]!;

        var publish = paths["/api/sightings"]!["post"]!;
        Assert.Equal("#/components/schemas/Sighting", (string?)publish["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]);
        Assert.NotNull(publish["responses"]!["202"]!["content"]!["application/json"]!["schema"]);
        var mock = paths["/api/weather"]!["get"]!["responses"]!;
        Assert.Equal("virga", (string?)mock["200"]!["content"]!["application/json"]!["example"]!["sky"]);
        Assert.NotNull(mock["200"]!["content"]!["application/json"]!["schema"]);
        Assert.NotNull(mock["404"]);
    }

    [Fact]
    public void A_mock_that_is_not_JSON_is_refused_where_it_is_written() => Assert.Throws<ArgumentException>(() => new MocksAttribute(200, "{oops"));

    [Theory]
    [InlineData("0", "stable")]
    [InlineData("100", "canary")]
    [InlineData("250", "stable")]
    public async Task A_canary_takes_its_share(string percent, string way)
    {
        await using var gateway = await StartAsync(("Gateway:Canaries:search:Percent", percent));

        using var response = await gateway.SendAsync("GET", "/api/search");

        Assert.Equal(way, await response.TextAsync());
        Assert.Equal(way == "canary", gateway.Logs.Of("Virga.Gateway.Access").Single().Values["IsCanary"]);
    }

    [Fact]
    public async Task A_sticky_canary_sends_a_caller_always_the_same_way_and_callers_different_ones()
    {
        await using var gateway = await StartAsync(("Gateway:Canaries:search:Percent", "50"), ("Gateway:Canaries:search:Sticky", "true"));
        var ways = new HashSet<string>();

        for (var caller = 0; caller < 40; caller++)
        {
            var token = gateway.Token("", subject: $"caller-{caller}");
            using var first = await gateway.SendAsync("GET", "/api/search", token: token);
            using var second = await gateway.SendAsync("GET", "/api/search", token: token);
            var way = await first.TextAsync();
            Assert.Equal(way, await second.TextAsync());
            ways.Add(way);
        }

        Assert.Equal(["canary", "stable"], ways.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_canarys_share_changes_while_the_app_runs()
    {
        await using var gateway = await StartAsync(("Gateway:Canaries:search:Percent", "0"));
        using var before = await gateway.SendAsync("GET", "/api/search");

        var configuration = (IConfigurationRoot)gateway.Services.GetRequiredService<IConfiguration>();
        configuration["Gateway:Canaries:search:Percent"] = "100";
        configuration.Reload();
        using var after = await gateway.SendAsync("GET", "/api/search");

        Assert.Equal("stable", await before.TextAsync());
        Assert.Equal("canary", await after.TextAsync());
    }

    private Task<TestGateway> StartAsync(params (string Name, string? Value)[] settings) => TestGateway.StartAsync(
        [
            TestFunction.Of("ReportSighting", "post", "sightings", [AllowAnonymous, Publishes<Sighting>] (context) =>
                Integration.PublishTo(Topic, (sighting, message) => message.Attribute("place", sighting.Place))),
            TestFunction.Of("GetWeather", "get head", "weather", [AllowAnonymous, Mocks(200, """{"sky":"virga"}"""), Returns<Sighting>, Mocks(404)] (context) => Integration.Mock()),
            TestFunction.Of("Search", "get head", "search", [AllowAnonymous, Canary("search")] (context) =>
                Integration.Canary(_ => Task.FromResult(Results.Text("stable")), _ => Task.FromResult(Results.Text("canary")))),
        ],
        services =>
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => setting.Value)).Build());
            services.AddSingleton(new SchemaCatalog([Model]));
            services.AddSingleton(_notifier.Object);
        });
}
