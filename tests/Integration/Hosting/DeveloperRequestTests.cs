using System.Net;
using Microsoft.AspNetCore.Http;
using Virga.Hosting;

namespace Integration.Hosting;

/// <summary>Whose requests may come with development tokens under Core Tools, whose host forwards all of them.</summary>
public class DeveloperRequestTests
{
    [Theory]
    [InlineData("127.0.0.1", "localhost:7071")]
    [InlineData("::1", "127.0.0.1:7071")]
    [InlineData("::ffff:127.0.0.1", "[::1]:7071")]
    public void What_the_host_forwards_of_this_machine_is_the_developers(string client, string host) =>
        Assert.True(DeveloperRequest.Allows(Forwarded(client, host)));

    [Theory]
    [InlineData("192.168.1.7", "localhost:7071")]
    [InlineData("127.0.0.1, 192.168.1.7", "localhost:7071")]
    [InlineData("", "localhost:7071")]
    [InlineData("127.0.0.1", "rebound.example:7071")]
    [InlineData("127.0.0.1", "localhost.example:7071")]
    [InlineData("127.0.0.1", "")]
    public void What_it_forwards_of_others_is_not(string client, string host) =>
        Assert.False(DeveloperRequest.Allows(Forwarded(client, host)));

    [Theory]
    [InlineData("Origin", "http://localhost:7071", true)]
    [InlineData("Origin", "http://localhost:3000", false)]
    [InlineData("Origin", "https://elsewhere.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    public void A_page_of_another_origin_is_not(string header, string value, bool allowed)
    {
        var context = Forwarded("127.0.0.1", "localhost:7071");
        context.Request.Headers[header] = value;

        Assert.Equal(allowed, DeveloperRequest.Allows(context));
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost:5000", true)]
    [InlineData(null, "localhost", true)]
    [InlineData("192.168.1.7", "localhost:5000", false)]
    [InlineData("127.0.0.1", "rebound.example", false)]
    public void What_nothing_forwards_is_judged_by_its_connection_and_host(string? peer, string host, bool allowed) =>
        Assert.Equal(allowed, DeveloperRequest.Allows(Request(peer, host)));

    [Fact]
    public void Another_machine_cannot_pass_for_the_host()
    {
        var context = Forwarded("127.0.0.1", "localhost:7071");
        context.Connection.RemoteIpAddress = IPAddress.Parse("192.168.1.7");

        Assert.False(DeveloperRequest.Allows(context));
    }

    private static DefaultHttpContext Forwarded(string client, string host)
    {
        var context = Request("127.0.0.1", "127.0.0.1:40001");
        var headers = context.Request.Headers;
        (headers["X-Forwarded-For"], headers["X-Forwarded-Host"], headers["X-Forwarded-Proto"]) = (client, host, "http");
        return context;
    }

    private static DefaultHttpContext Request(string? peer, string host)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer);
        (context.Request.Scheme, context.Request.Host) = ("http", new HostString(host));
        return context;
    }
}
