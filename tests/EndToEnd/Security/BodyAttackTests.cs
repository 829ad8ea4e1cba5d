using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace EndToEnd;

/// <summary>Bodies made to hurt: each is refused with its own 4xx, and the app goes on.</summary>
public sealed class BodyAttackTests(RunningApp app)
{
    private readonly string _cats = $"api/shelters/{RunningApp.NewShelter()}/cats";

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public async Task JSON_that_is_nested_too_deep_is_malformed(int depth)
    {
        var body = $$"""{"name":"Tom","notes":{{new string('[', depth)}}{{new string(']', depth)}}}""";

        (await app.Writer.PostAsync(_cats, body)).ExpectProblem(400, "malformed-json");
    }

    [Theory]
    [InlineData("""{"name":"Tom","name":"Eve","age":3}""")]
    [InlineData("""{"name":"Tom","age":3,"home":{"city":"oslo","city":"bergen"}}""")]
    [InlineData("""{"name":"Tom","\u006eame":"Eve"}""")]
    public async Task An_object_that_names_something_twice_is_malformed(string body) => (await app.Writer.PostAsync(_cats, body)).ExpectProblem(400, "malformed-json");

    [Theory]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":1e999999}""")]
    [InlineData("""{"__proto__":{"admin":true},"name":""}""")]
    public async Task Odd_values_are_refused_and_never_a_failure(string body) => (await app.Writer.PostAsync(_cats, body)).ExpectProblem(400);

    [Fact]
    public async Task A_body_without_a_length_is_counted_while_it_is_read()
    {
        using var body = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"name":"{{new string('x', 40 * 1024 * 1024)}}"}""")));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        body.Headers.ContentLength = null;

        (await app.Writer.SendAsync(HttpMethod.Post, _cats, new ChunkedContent(body))).ExpectProblem(413, "body-too-large");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_decompression_bomb_is_413(string encoding)
    {
        using var packed = new MemoryStream();
        await using (Stream packer = encoding == "br" ? new BrotliStream(packed, CompressionLevel.Fastest, true) : new GZipStream(packed, CompressionLevel.Fastest, true))
        {
            await packer.WriteAsync("{\"name\":\""u8.ToArray(), TestContext.Current.CancellationToken);
            var spaces = new byte[1024 * 1024];
            Array.Fill(spaces, (byte)' ');
            for (var mebibyte = 0; mebibyte < 64; mebibyte++)
            {
                await packer.WriteAsync(spaces, TestContext.Current.CancellationToken);
            }
        }

        using var body = new ByteArrayContent(packed.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        body.Headers.ContentEncoding.Add(encoding);

        (await app.Writer.SendAsync(HttpMethod.Post, _cats, body)).ExpectProblem(413, "body-too-large");
    }

    [Fact]
    public async Task A_body_packed_twice_is_refused()
    {
        using var body = new ByteArrayContent([1, 2, 3]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        body.Headers.TryAddWithoutValidation("Content-Encoding", "gzip, gzip");

        (await app.Writer.SendAsync(HttpMethod.Post, _cats, body)).ExpectProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_not_waited_for_for_ever()
    {
        app.SkipUnlessOurs();
        var token = app.Token;

        var answer = await RawHttp.SendTextAsync(app.Address, $"POST /{_cats} HTTP/1.1\nHost: {app.Address.Authority}\nAuthorization: Bearer {token}\nContent-Type: application/json\nContent-Length: 1000\n\n{{\"name\":");

        Assert.Matches("^HTTP/1.1 (408|504) ", answer);
    }

    [Theory]
    [InlineData("Content-Length: 5\nTransfer-Encoding: chunked")]
    [InlineData("Content-Length: 5\nContent-Length: 6")]
    public async Task A_request_whose_length_is_ambiguous_is_refused(string lengths)
    {
        app.SkipUnlessOurs();

        var answer = await RawHttp.SendTextAsync(app.Address, $"POST /{_cats} HTTP/1.1\nHost: {app.Address.Authority}\n{lengths}\n\n0\n\n");

        Assert.DoesNotMatch("^HTTP/1.1 [23]", answer);
    }

    private sealed class ChunkedContent : HttpContent
    {
        private readonly HttpContent _inner;

        public ChunkedContent(HttpContent inner)
        {
            _inner = inner;
            Headers.ContentType = inner.Headers.ContentType;
        }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => _inner.CopyToAsync(stream, context);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
