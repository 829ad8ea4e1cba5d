using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class HeaderTests
{
    [Fact]
    public async Task Headers_are_set_and_taken_away_before_the_function_and_after_it()
    {
        string? seen = null;
        await using var gateway = await TestGateway.StartAsync([TestFunction.Of("Headed", "get head", "headed",
            [AllowAnonymous, RequestHeader("X-Tenant", "oslo"), RequestHeader("X-Debug", null), ResponseHeader("X-Frame-Options", "DENY"), ResponseHeader("X-Inner", null)] (context) =>
            {
                seen = $"{context.Request.Headers["X-Tenant"]} {context.Request.Headers.ContainsKey("X-Debug")}";
                context.Response.Headers["X-Inner"] = "secret";
                return Results.NotFound();
            })]);

        using var response = await gateway.SendAsync("GET", "/api/headed", headers: [("X-Tenant", "forged"), ("X-Debug", "1")]);

        Assert.Equal("oslo False", seen);
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.False(response.Headers.Contains("X-Inner"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Access-Control-Allow-Origin", "*")]
    [InlineData("X-Forwarded-For", "1.2.3.4")]
    [InlineData("X Y", "a")]
    [InlineData("X-Split", "a\r\nSet-Cookie: b=c")]
    public void A_header_that_is_not_to_be_set_is_refused_where_it_is_written(string name, string value)
    {
        Assert.Throws<ArgumentException>(() => new ResponseHeaderAttribute(name, value));
        Assert.Throws<ArgumentException>(() => new RequestHeaderAttribute(name, value));
    }
}
