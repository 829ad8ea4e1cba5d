using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>Forwarded headers, networks, security headers, client certificates: what is asked of a request before who calls.</summary>
public sealed class EdgeTests
{
    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Cert", "get head", "cert", [AllowAnonymous, RequireClientCertificate] (context) => context.Connection.ClientCertificate?.Subject),
        TestFunction.Of("Echo", "get head", "echo", [AllowAnonymous] (context) => $"{context.Connection.RemoteIpAddress} {context.Request.Scheme} {context.Request.Host}"),
        TestFunction.Of("Fail", "get head", "fail", [AllowAnonymous] (context) => throw new InvalidOperationException()),
    ];

    [Fact]
    public async Task Forwarded_headers_say_nothing_unless_their_proxy_is_named()
    {
        await using var gateway = await StartAsync();

        Assert.Equal("203.0.113.9 http front.example", await EchoAsync(gateway, "203.0.113.9", ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example")));
    }

    [Fact]
    public async Task A_named_proxy_is_believed_but_for_a_host_that_is_not_named()
    {
        await using var gateway = await StartAsync(services => services.Configure<ForwardedOptions>(options =>
        {
            options.Proxies.Add("10.0.0.0/8");
            options.Hosts.Add("api.example");
        }));

        Assert.Equal("198.51.100.7 https api.example", await EchoAsync(gateway, "10.1.2.3", ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "api.example")));
        Assert.Equal("198.51.100.7 https front.example", await EchoAsync(gateway, "10.1.2.3", ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example")));
        Assert.Equal("203.0.113.9 http front.example", await EchoAsync(gateway, "203.0.113.9", ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Proto", "https")));
    }

    [Fact]
    public async Task Only_the_last_hop_is_believed_of_one_proxy()
    {
        await using var gateway = await StartAsync(services => services.Configure<ForwardedOptions>(options => options.Proxies.Add("10.0.0.0/8")));

        Assert.StartsWith("198.51.100.7 ", await EchoAsync(gateway, "10.1.2.3", ("X-Forwarded-For", "127.0.0.1, 198.51.100.7")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.9", 200)]
    [InlineData("203.0.113.66", 403)]
    [InlineData("::ffff:203.0.113.9", 200)]
    [InlineData("2001:db8::1", 200)]
    [InlineData("198.51.100.1", 403)]
    [InlineData("2001:db9::1", 403)]
    [InlineData(null, 403)]
    public async Task Networks_that_may_call_are_named_and_a_denied_one_never_may(string? address, int status)
    {
        await using var gateway = await StartAsync(services => services.Configure<NetworkOptions>(options =>
        {
            options.Allowed.Add("203.0.113.0/24");
            options.Allowed.Add("2001:db8::/32");
            options.Denied.Add("203.0.113.66");
        }));

        Assert.Equal(status, (await FromAsync(gateway, "/api/echo", address)).Response.StatusCode);
    }

    [Theory]
    [InlineData("300.0.0.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("localhost")]
    [InlineData("")]
    public async Task What_is_no_network_stops_the_start(string network)
    {
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(services => services.Configure<NetworkOptions>(options => options.Denied.Add(network))));
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(services => services.Configure<ForwardedOptions>(options => options.Proxies.Add(network))));
    }

    [Theory]
    [InlineData("/api/echo")]
    [InlineData("/api/fail")]
    public async Task Answers_and_problems_are_not_to_be_sniffed_and_over_https_demand_https(string path)
    {
        await using var gateway = await StartAsync();
        using var plain = await gateway.SendAsync("GET", path);
        var secure = await FromAsync(gateway, path, "203.0.113.9", isHttps: true);
        var local = await FromAsync(gateway, path, "203.0.113.9", isHttps: true, host: "localhost");

        Assert.Equal("nosniff", plain.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("max-age=15552000", secure.Response.Headers.StrictTransportSecurity.ToString());
        Assert.Equal("", local.Response.Headers.StrictTransportSecurity.ToString());
    }

    [Fact]
    public async Task A_client_certificate_that_is_named_lets_in_and_no_other()
    {
        await using var probe = await StartAsync();
        using var known = Certificate("CN=known", probe.Time.GetUtcNow());
        using var other = Certificate("CN=other", probe.Time.GetUtcNow());
        using var old = Certificate("CN=old", probe.Time.GetUtcNow().AddDays(-10));
        void Configure(IServiceCollection services) => services.Configure<ClientCertificateOptions>(options =>
        {
            options.Thumbprints.Add(known.GetCertHashString(HashAlgorithmName.SHA256));
            options.Thumbprints.Add(old.GetCertHashString(HashAlgorithmName.SHA256));
        });

        await using var gateway = await StartAsync(services =>
        {
            Configure(services);
            services.AddSingleton(new HostPlatform(true, false));
        });
        Assert.Equal(200, await CertAsync(gateway, Convert.ToBase64String(known.RawData)));
        Assert.Equal(403, await CertAsync(gateway, Convert.ToBase64String(other.RawData)));
        Assert.Equal(403, await CertAsync(gateway, Convert.ToBase64String(old.RawData)));
        Assert.Equal(403, await CertAsync(gateway, "rubbish"));
        Assert.Equal(403, await CertAsync(gateway, "cnViYmlzaA=="));
        Assert.Equal(403, await CertAsync(gateway, null));

        await using var elsewhere = await StartAsync(Configure);
        Assert.Equal(403, await CertAsync(elsewhere, Convert.ToBase64String(known.RawData)));
    }

    private static X509Certificate2 Certificate(string subject, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static async Task<int> CertAsync(TestGateway gateway, string? header)
    {
        using var response = await gateway.SendAsync("GET", "/api/cert", headers: header is null ? [] : [("X-ARR-ClientCert", header)]);
        return (int)response.StatusCode;
    }

    private static async Task<string> EchoAsync(TestGateway gateway, string peer, params (string Name, string Value)[] headers)
    {
        var context = await FromAsync(gateway, "/api/echo", peer, headers: headers);
        using var reader = new StreamReader(context.Response.Body);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static Task<HttpContext> FromAsync(
        TestGateway gateway, string path, string? peer, bool isHttps = false, string host = "front.example", params (string Name, string Value)[] headers) =>
        gateway.Server.SendAsync(context =>
        {
            context.Request.Method = "GET";
            context.Request.Path = path;
            context.Request.Scheme = isHttps ? "https" : "http";
            context.Request.Host = new HostString(host);
            context.Connection.RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer);
            foreach (var (name, value) in headers)
            {
                context.Request.Headers[name] = value;
            }
        }, TestContext.Current.CancellationToken);

    private static Task<TestGateway> StartAsync(Action<IServiceCollection>? configure = null) => TestGateway.StartAsync(Functions, configure);
}
