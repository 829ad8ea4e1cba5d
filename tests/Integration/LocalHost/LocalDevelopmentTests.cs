using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class LocalDevelopmentTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("")]
    public void It_is_off_outside_the_development_environment(string environment) => Assert.False(Make(environment).IsOn);

    [Theory]
    [InlineData("WEBSITE_INSTANCE_ID")]
    [InlineData("WEBSITE_SITE_NAME")]
    [InlineData("WEBSITE_POD_NAME")]
    public void It_is_off_where_azure_runs_the_app_whatever_the_environment_says(string variable) => Assert.False(Make("Development", (variable, "x")).IsOn);

    [Fact]
    public void A_container_of_ones_own_is_no_deployment() => Assert.True(Make("Development", ("CONTAINER_NAME", "dev")).IsOn);

    [Fact]
    public void It_allows_nothing_when_it_is_off() => Assert.False(Make("Production").Allows(Request()));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData(null)]
    public void A_peer_on_this_machine_is_allowed(string? peer) => Assert.True(Make().Allows(Request(peer: peer)));

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("192.168.1.10")]
    [InlineData("8.8.8.8")]
    [InlineData("::ffff:10.0.0.5")]
    [InlineData("fe80::1")]
    [InlineData("0.0.0.0")]
    public void A_peer_elsewhere_is_not(string peer) => Assert.False(Make().Allows(Request(peer: peer)));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:7071", true)]
    [InlineData("127.0.0.1:7071", true)]
    [InlineData("[::1]:7071", true)]
    [InlineData("rebound.example:7071", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("evil.example:localhost", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("", false)]
    public void The_host_header_must_name_this_machine(string host, bool allowed) => Assert.Equal(allowed, Make().Allows(Request(host: host)));

    [Theory]
    [InlineData("http://localhost:7071", true)]
    [InlineData("HTTP://LOCALHOST:7071", true)]
    [InlineData("http://evil.example", false)]
    [InlineData("http://localhost:3000", false)]
    [InlineData("https://localhost:7071", false)]
    [InlineData("http://localhost:7071.evil.example", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    public void A_page_of_another_origin_is_refused(string origin, bool allowed) => Assert.Equal(allowed, Make().Allows(Request(header: ("Origin", origin))));

    [Theory]
    [InlineData("same-origin", true)]
    [InlineData("none", true)]
    [InlineData("cross-site", false)]
    [InlineData("same-site", false)]
    public void A_browser_that_tells_of_a_cross_site_request_is_believed(string site, bool allowed) =>
        Assert.Equal(allowed, Make().Allows(Request(header: ("Sec-Fetch-Site", site))));

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("Forwarded")]
    public void What_a_proxy_or_tunnel_passes_on_is_refused(string header) => Assert.False(Make().Allows(Request(header: (header, "203.0.113.7"))));

    private static LocalDevelopment Make(string environment = "Development", params (string Key, string Value)[] settings) => new(
        new HostingEnvironment { EnvironmentName = environment },
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());

    private static DefaultHttpContext Request(string? peer = "127.0.0.1", string host = "localhost:7071", (string Name, string Value)? header = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer);
        context.Request.Scheme = "http";
        context.Request.Host = new HostString(host);
        if (header is { } added)
        {
            context.Request.Headers[added.Name] = added.Value;
        }

        return context;
    }
}
