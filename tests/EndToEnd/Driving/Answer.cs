using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace EndToEnd;

/// <summary>An HTTP answer, read whole.</summary>
internal sealed record Answer(string Request, HttpStatusCode Status, HttpResponseHeaders Headers, string? MediaType, IReadOnlyCollection<string> Allow, string Text)
{
    public JsonElement Json { get; } = Text.Length == 0 ? default : Parse(Text);

    public string ETag => Headers.ETag?.ToString() ?? throw new InvalidOperationException($"{Request}: no ETag.");

    /// <summary>Fails with the request and the body unless the status is the one given.</summary>
    public Answer Expect(int status)
    {
        Assert.True((int)Status == status, $"{Request}: expected {status}, got {(int)Status}.\n{Text}");
        return this;
    }

    /// <summary>Fails unless this is a problem with the status and code, in the shape every problem has, and without a stack trace.</summary>
    public Answer ExpectProblem(int status, string? code = null)
    {
        Expect(status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(Json.GetProperty("traceId").GetString()));
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        Assert.Matches("^[a-z0-9-]+$", Json.GetProperty("code").GetString());
        if (code is not null)
        {
            Assert.Equal(code, Json.GetProperty("code").GetString());
        }

        return this;
    }

    /// <summary>The JSON pointers of the problem's faults, in order.</summary>
    public IReadOnlyList<string> FaultPointers =>
        [.. Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()!).Order(StringComparer.Ordinal)];

    private static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
