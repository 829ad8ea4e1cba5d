using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>The caller that App Service's own authentication found: believed only when configured and only where App Service says that it authenticates.</summary>
public sealed class EasyAuthTests
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL";

    private static readonly string Principal = Encode(
        """{"auth_typ":"aad","name_typ":"name","role_typ":"http://schemas.microsoft.com/ws/2008/06/identity/claims/role","claims":[{"typ":"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier","val":"ann"},{"typ":"http://schemas.microsoft.com/identity/claims/scope","val":"cats:write other"},{"typ":"http://schemas.microsoft.com/ws/2008/06/identity/claims/role","val":"boss"}]}""");

    private static readonly TestFunction[] Functions =
    [
        TestFunction.Of("Boss", "get head", "boss", [RequireRole("boss")] (context) => "ok"),
        TestFunction.Of("Write", "get head", "write", [RequireScope("cats:write")] (context) => context.User.FindFirst("sub")?.Value),
    ];

    [Fact]
    public async Task Where_it_is_configured_and_the_platform_authenticates_the_principal_counts()
    {
        await using var gateway = await StartAsync(configured: true, new HostPlatform(true, true));
        using var write = await gateway.SendAsync("GET", "/api/write", headers: [(Header, Principal)]);
        using var boss = await gateway.SendAsync("GET", "/api/boss", headers: [(Header, Principal)]);
        using var none = await gateway.SendAsync("GET", "/api/write");

        Assert.Equal("ann", await write.TextAsync());
        Assert.Equal(HttpStatusCode.OK, boss.StatusCode);
        await none.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, false)]
    [InlineData(false, false, false)]
    public async Task Everywhere_else_the_header_is_a_clients_invention(bool configured, bool isAppService, bool authenticates)
    {
        await using var gateway = await StartAsync(configured, new HostPlatform(isAppService, authenticates));

        using var response = await gateway.SendAsync("GET", "/api/write", headers: [(Header, Principal), ("X-MS-CLIENT-PRINCIPAL-NAME", "ann"), ("WEBSITE_AUTH_ENABLED", "True")]);

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("e30=")]
    [InlineData("W10=")]
    [InlineData("bnVsbA==")]
    [InlineData("eyJjbGFpbXMiOlt7fV19")]
    [InlineData("eyJjbGFpbXMiOlt7InR5cCI6bnVsbCwidmFsIjpudWxsfV19")]
    public async Task A_principal_that_cannot_be_read_is_nobody(string header)
    {
        await using var gateway = await StartAsync(configured: true, new HostPlatform(true, true));

        using var response = await gateway.SendAsync("GET", "/api/write", headers: [(Header, header)]);

        await response.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    private static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));

    private static Task<TestGateway> StartAsync(bool configured, HostPlatform platform) => TestGateway.StartAsync(Functions, services =>
    {
        services.Configure<GatewayAuthenticationOptions>(options => options.EasyAuth = configured);
        services.AddSingleton(platform);
    });
}
