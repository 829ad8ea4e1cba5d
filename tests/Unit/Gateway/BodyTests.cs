using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class BodyTests
{
    private sealed record Adoption(string Adopter, int Fee = 0, Address? Home = null);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    private sealed record Strict(string Name, Address? Home = null);

    private sealed record Moved(string NewHome);

    private sealed record Address(string City, IReadOnlyList<int> Rooms);

    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Adopt", "post", "adopt", [AllowAnonymous] async Task<object?> (HttpContext context) =>
            await context.Request.ReadAsync<Adoption>(context.RequestAborted)),
        TestFunction.Of("Exact", "post", "exact", [AllowAnonymous] async Task<object?> (HttpContext context) => await context.Request.ReadAsync<Strict>(context.RequestAborted)),
        TestFunction.Of("Small", "post", "small", [AllowAnonymous, BodyLimit(20)] async Task<object?> (HttpContext context) =>
            await context.Request.ReadObjectAsync(context.RequestAborted)),
    ];

    [Fact]
    public async Task A_good_body_is_read()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/adopt", Answers.Body("""{"adopter":"Ann","home":{"city":"oslo","rooms":[1]},"unknown":1}"""));

        Assert.Equal("Ann", (string?)(await response.JsonAsync())["adopter"]);
    }

    [Theory]
    [InlineData("""{"fee":1}""", "/adopter", "required")]
    [InlineData("""{"adopter":null}""", "/adopter", "required")]
    [InlineData("""{"adopter":"Ann","fee":"x"}""", "/fee", "wrong-type")]
    [InlineData("""{"adopter":"Ann","fee":99999999999}""", "/fee", "wrong-type")]
    [InlineData("""{"adopter":"Ann","home":{"city":"oslo","rooms":[1,"x"]}}""", "/home/rooms/1", "wrong-type")]
    [InlineData("[]", "", "wrong-type")]
    [InlineData("null", "", "required")]
    public async Task A_body_of_another_shape_is_a_400_with_the_place(string body, string pointer, string code)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/adopt", Answers.Body(body));

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed");
        Assert.Equal([(pointer, code)], problem.Errors());
        Assert.DoesNotContain("System.", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_refuses_unknown_members_is_told_of_each_with_those_there_are()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/exact", Answers.Body("""{"name":"Ann","nmae":1,"a/b":2,"home":{"city":"oslo","rooms":[],"unknown":3}}"""));

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed");
        Assert.Equal([("/nmae", "unknown-attribute"), ("/a~1b", "unknown-attribute")], problem.Errors());
        Assert.Equal("There is no such member. These there are: name, home.", (string?)problem["errors"]![0]!["message"]);
    }

    [Theory]
    [InlineData("{\"adopter\":\n\"Ann\",}", "line 2, byte 7")]
    [InlineData("{", "line 1")]
    [InlineData("", "empty")]
    [InlineData(" \n", "empty")]
    [InlineData("""{"adopter":"Ann","adopter":"Bob"}""", "same name twice")]
    [InlineData("""{"adopter":"\ud800"}""", "surrogate")]
    [InlineData("""{"adopter":"Ann"} x""", "line 1, byte 19")]
    public async Task Malformed_JSON_is_a_400_with_the_position(string body, string expected)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/adopt", Answers.Body(body));

        var problem = await response.ShouldBeProblem(HttpStatusCode.BadRequest, "malformed-json");
        Assert.Contains(expected, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_set_of_options_counts_for_bodies_answers_and_the_description()
    {
        await using var gateway = await TestGateway.StartAsync(
            [TestFunction.Of("Move", "post", "move", [AllowAnonymous, Takes<Moved>, Returns<Moved>] async Task<object?> (HttpContext context) => await context.Request.ReadAsync<Moved>(context.RequestAborted))],
            services => services.ConfigureHttpJsonOptions(options => options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower));

        using var read = await gateway.SendAsync("POST", "/api/move", Answers.Body("""{"new_home":"oslo"}"""));
        using var refused = await gateway.SendAsync("POST", "/api/move", Answers.Body("""{"newHome":"oslo"}"""));

        Assert.Equal("""{"new_home":"oslo"}""", await read.TextAsync());
        Assert.Equal([("/new_home", "required")], (await refused.ShouldBeProblem(HttpStatusCode.BadRequest, "validation-failed")).Errors());
        Assert.NotNull(gateway.Description["components"]!["schemas"]!["Moved"]!["properties"]!["new_home"]);
    }

    [Fact]
    public async Task A_body_that_is_too_deep_is_malformed()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/adopt", Answers.Body(new string('[', 65) + new string(']', 65)));

        await response.ShouldBeProblem(HttpStatusCode.BadRequest, "malformed-json");
    }

    [Fact]
    public async Task Invalid_UTF8_is_malformed()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);
        using var content = new ByteArrayContent([(byte)'"', 0xff, 0xfe, (byte)'"']);
        content.Headers.ContentType = new("application/json");

        using var response = await gateway.SendAsync("POST", "/api/adopt", content);

        await response.ShouldBeProblem(HttpStatusCode.BadRequest, "malformed-json");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/merge-patch+json")]
    public async Task Another_content_type_is_415(string contentType)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var response = await gateway.SendAsync("POST", "/api/adopt", content);

        await response.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_by_its_length()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/small", Answers.Body("""{"a":"twenty-one!!!!!"}"""));

        await response.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task A_body_over_the_limit_that_declares_no_length_is_refused_while_it_is_read()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);
        var context = await gateway.Server.SendAsync(
            request =>
            {
                request.Request.Method = "POST";
                request.Request.Path = "/api/small";
                request.Request.ContentType = "application/json";
                request.Request.ContentLength = null;
                request.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes("""{"a":"twenty-one!!!!!"}"""));
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(413, context.Response.StatusCode);
    }

    [Fact]
    public async Task The_limit_is_10_MiB_unless_said()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var over = await gateway.SendAsync("POST", "/api/adopt", new ByteArrayContent(new byte[(10 * 1024 * 1024) + 1]));
        using var under = await gateway.SendAsync("POST", "/api/adopt", Answers.Body($$"""{"adopter":"{{new string('a', 9 * 1024 * 1024)}}"}"""));

        await over.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        Assert.Equal(HttpStatusCode.OK, under.StatusCode);
    }

    [Fact]
    public async Task No_bytes_whatever_make_a_500()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);
        var seed = Encoding.UTF8.GetBytes("""{"adopter":"A\u00f8\ud83d\ude00","fee":-1.5e3,"home":{"city":"os\"lo","rooms":[1,2]}}""");
        var mutation = Gen.Select(Gen.Int[0, seed.Length - 1], Gen.Byte, Gen.Int[0, 3]);
        var bodies = mutation.Array[1, 6].Select(mutations => Mutate(seed, mutations));

        await bodies.SampleAsync(
            async body =>
            {
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new("application/json");
                using var response = await gateway.SendAsync("POST", "/api/adopt", content);
                return (int)response.StatusCode is 200 or 400;
            },
            iter: 2_000,
            threads: 1,
            print: Encoding.Latin1.GetString);
    }

    private static byte[] Mutate(byte[] seed, (int At, byte Value, int How)[] mutations)
    {
        var bytes = seed.ToList();
        foreach (var (at, value, how) in mutations)
        {
            var index = at % Math.Max(1, bytes.Count);
            switch (how)
            {
                case 0 when bytes.Count > 0: bytes[index] = value; break;
                case 1 when bytes.Count > 0: bytes.RemoveAt(index); break;
                case 2: bytes.Insert(index, value); break;
                default: bytes.InsertRange(index, "\\ud800"u8.ToArray()); break;
            }
        }

        return [.. bytes];
    }
}
