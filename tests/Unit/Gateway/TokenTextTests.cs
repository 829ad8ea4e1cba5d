using System.Buffers.Text;
using System.Text;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>Whom a token says it is of, before anything of it is checked.</summary>
public sealed class TokenTextTests
{
    [Theory]
    [InlineData("""{"iss":"https://issuer.test/"}""", "https://issuer.test/")]
    [InlineData("""{"sub":"ann","roles":["a",{"iss":"inner"}],"act":{"iss":"inner"},"iss":"outer","exp":1}""", "outer")]
    [InlineData("""{"\u0069ss":"escaped"}""", "escaped")]
    [InlineData("""{"iss":5}""", null)]
    [InlineData("""{"iss":null,"sub":"ann"}""", null)]
    [InlineData("""{"sub":"ann"}""", null)]
    [InlineData("""{"sub":"ann","iss":"cut""", null)]
    [InlineData("""{"iss":"\ud800"}""", null)]
    [InlineData("""["iss","x"]""", null)]
    [InlineData("", null)]
    public void The_issuer_is_read_of_the_claims(string claims, string? issuer) =>
        Assert.Equal(issuer, TokenText.IssuerOf($"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.sig"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no-token")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("a.!!!.c")]
    public void What_is_no_token_has_no_issuer(string? token) => Assert.Null(TokenText.IssuerOf(token));
}
