using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class CompressionTests
{
    private static readonly string Long = new('a', 5000);

    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Long", "get head", "long", [AllowAnonymous] (context) => new { Text = Long }),
        TestFunction.Of("Short", "get head", "short", [AllowAnonymous] (context) => new { Text = "a" }),
        TestFunction.Of("Echo", "post", "echo", [AllowAnonymous] async (context) => (await context.Request.ReadObjectAsync(context.RequestAborted)).ToJsonString().Length.ToString(CultureInfo.InvariantCulture)),
        TestFunction.Of("Small", "post", "small", [AllowAnonymous, BodyLimit(1000)] async (context) => (await context.Request.ReadObjectAsync(context.RequestAborted)).Count.ToString(CultureInfo.InvariantCulture)),
        TestFunction.Of("Versioned", "get head", "versioned", [AllowAnonymous] (context) =>
        {
            context.Response.Headers.ETag = "\"v1\"";
            return context.Request.Headers.IfNoneMatch == "\"v1\"" ? Results.StatusCode(304) : (object)new { Text = Long };
        }),
        TestFunction.Of("Change", "put", "versioned", [AllowAnonymous] (context) => context.Request.Headers.IfMatch.ToString()),
    ];

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task JSON_over_a_kilobyte_is_compressed_for_who_takes_it(string encoding)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/long", headers: [("Accept-Encoding", encoding)]);

        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], response.Headers.Vary);
        Assert.Equal($$"""{"text":"{{Long}}"}""", await UnpackAsync(response, encoding));
    }

    [Theory]
    [InlineData("/api/short", "br, gzip")]
    [InlineData("/api/long", "identity")]
    [InlineData("/api/long", "zstd")]
    public async Task What_is_small_and_who_does_not_take_it_gets_it_as_it_is(string path, string accepted)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", path, headers: [("Accept-Encoding", accepted)]);

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.StartsWith("{", await response.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        await using var gateway = await TestGateway.StartAsync(Functions, services => services.Configure<CompressionOptions>(options => options.Enabled = false));

        using var response = await gateway.SendAsync("GET", "/api/long", headers: [("Accept-Encoding", "br")]);

        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_compressed_answer_has_an_entity_tag_of_its_own_that_comes_back_as_the_documents()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("GET", "/api/versioned", headers: [("Accept-Encoding", "br")]);
        using var current = await gateway.SendAsync("GET", "/api/versioned", headers: [("Accept-Encoding", "br"), ("If-None-Match", "\"v1-br\"")]);
        using var change = await gateway.SendAsync("PUT", "/api/versioned", headers: [("If-Match", "\"v1-br\"")]);

        Assert.Equal("\"v1-br\"", response.Headers.ETag?.ToString());
        Assert.Equal((HttpStatusCode.NotModified, "\"v1-br\""), (current.StatusCode, current.Headers.ETag?.ToString()));
        Assert.Equal("\"v1\"", await change.TextAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_is_unpacked(string encoding)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/echo", Packed("""{"a":1}""", encoding));

        Assert.Equal("7", await response.TextAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_small_body_that_becomes_a_huge_one_answers_413(string encoding)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);
        var packed = Packed($$"""{"a":"{{new string('a', 2000)}}"}""", encoding);

        using var response = await gateway.SendAsync("POST", "/api/small", packed);

        Assert.True(packed.Headers.ContentLength < 1000);
        await response.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_damaged_body_is_the_clients_fault(string encoding)
    {
        await using var gateway = await TestGateway.StartAsync(Functions);
        var content = new ByteArrayContent([.. Enumerable.Repeat((byte)255, 20)]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add(encoding);

        using var response = await gateway.SendAsync("POST", "/api/echo", content);

        await response.ShouldBeProblem(HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task An_unknown_coding_answers_415_with_those_that_are_known()
    {
        await using var gateway = await TestGateway.StartAsync(Functions);

        using var response = await gateway.SendAsync("POST", "/api/echo", Packed("{}", "gzip", named: "compress"));

        await response.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        Assert.Equal("gzip, br, deflate", response.Headers.GetValues("Accept-Encoding").Single());
    }

    private static ByteArrayContent Packed(string json, string encoding, string? named = null)
    {
        using var bytes = new MemoryStream();
        using (Stream packer = encoding switch { "br" => new BrotliStream(bytes, CompressionLevel.Optimal, true), "gzip" => new GZipStream(bytes, CompressionLevel.Optimal, true), _ => new ZLibStream(bytes, CompressionLevel.Optimal, true) })
        {
            packer.Write(Encoding.UTF8.GetBytes(json));
        }

        var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add(named ?? encoding);
        return content;
    }

    private static async Task<string> UnpackAsync(HttpResponseMessage response, string encoding)
    {
        await using var packed = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream unpacked = encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var text = new StreamReader(unpacked);
        return await text.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
