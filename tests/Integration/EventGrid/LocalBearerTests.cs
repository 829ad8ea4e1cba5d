using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Virga.EventGrid;

namespace Integration.EventGrid;

public sealed class LocalBearerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"alg":"RS256"}""", """{"aud":"https://eventgrid.azure.net","exp":1795514400}""", "sig", true)]
    [InlineData("""{"alg":"RS256"}""", """{"aud":["x","https://eventgrid.azure.net/"],"nbf":1795512000,"exp":1795514400}""", "sig", true)]
    [InlineData("""{"alg":"RS256"}""", """{"aud":"https://storage.azure.com","exp":1795514400}""", "sig", false)]
    [InlineData("""{"alg":"RS256"}""", """{"aud":"https://eventgrid.azure.net","exp":1795513000}""", "sig", false)]
    [InlineData("""{"alg":"RS256"}""", """{"aud":"https://eventgrid.azure.net","nbf":1795519000,"exp":1795520000}""", "sig", false)]
    [InlineData("""{"alg":"RS256"}""", """{"aud":"https://eventgrid.azure.net"}""", "sig", false)]
    [InlineData("""{"alg":"RS256"}""", """{"aud":"https://eventgrid.azure.net","exp":1795514400}""", "", false)]
    [InlineData("""{"alg":"none"}""", """{"aud":"https://eventgrid.azure.net","exp":1795514400}""", "sig", false)]
    [InlineData("""[]""", """{"aud":"https://eventgrid.azure.net","exp":1795514400}""", "sig", false)]
    [InlineData("nonsense", "nonsense", "sig", false)]
    public async Task A_token_is_for_Event_Grid_signed_and_valid_now(string header, string payload, string signature, bool accepted)
    {
        var accept = LocalBearer.Unverified(new FakeTimeProvider(Now));

        Assert.Equal(accepted, await accept($"{Encode(header)}.{Encode(payload)}.{signature}", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("!.!.!")]
    public async Task Text_that_is_no_token_is_refused(string token) =>
        Assert.False(await LocalBearer.Unverified(new FakeTimeProvider(Now))(token, TestContext.Current.CancellationToken));

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
