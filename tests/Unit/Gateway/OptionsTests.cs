using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class OptionsTests
{
    [Fact]
    public void Defaults_are_as_documented()
    {
        var options = new GatewayOptions();

        Assert.Equal(
            (10_485_760L, 64, "api", null, "API", "1.0.0", false),
            (options.MaxBodyBytes, options.MaxJsonDepth, options.RoutePrefix, options.PublicBaseUrl, options.Title, options.Version, options.DevelopmentTokenKey.HasValue));
        var authentication = new GatewayAuthenticationOptions();
        Assert.Equal((null, null, TimeSpan.FromMinutes(1)), (authentication.Authority, authentication.Audience, authentication.ClockSkew));
        Assert.Empty(authentication.Algorithms);
    }

    [Fact]
    public void All_faults_are_told_with_the_setting_and_the_fix()
    {
        var faults = Faults<GatewayOptions>(new()
        {
            ["Gateway:MaxBodyBytes"] = "-1",
            ["Gateway:MaxJsonDepth"] = "0",
            ["Gateway:RoutePrefix"] = "/api",
            ["Gateway:PublicBaseUrl"] = "ftp://x",
        });

        Assert.Equal(
            [
                "Gateway:MaxBodyBytes is -1; give the number of bytes a body may have, 0 or more.",
                "Gateway:MaxJsonDepth is 0; give 1 to 1000.",
                "Gateway:RoutePrefix is '/api'; give it as host.json does, without slashes at its ends and without parameters.",
                "Gateway:PublicBaseUrl is 'ftp://x/'; give an absolute http or https address without query and fragment.",
            ],
            faults);
    }

    [Fact]
    public void All_faults_of_the_issuer_are_told()
    {
        var faults = Faults<GatewayAuthenticationOptions>(new()
        {
            ["Authentication:Authority"] = "http://issuer.example",
            ["Authentication:Algorithms:0"] = "HS256",
            ["Authentication:Algorithms:1"] = "none",
            ["Authentication:ClockSkew"] = "00:11:00",
        });

        Assert.Equal(5, faults.Count);
        Assert.Contains(faults, fault => fault.Contains("'HS256'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("'none'", StringComparison.Ordinal));
    }

    [Fact]
    public void No_setting_makes_an_app_accept_development_tokens()
    {
        using var services = Services(new() { ["Gateway:DevelopmentTokenKey"] = Convert.ToBase64String(TestGateway.Key), ["Gateway:DevelopmentTokenKey:Length"] = "32" });

        ReadOnlyMemory<byte>? key = null;
        try
        {
            key = services.GetRequiredService<IOptions<GatewayOptions>>().Value.DevelopmentTokenKey;
        }
        catch (Exception refused) when (refused is OptionsValidationException or InvalidOperationException)
        {
            // Refusing to start is as good as not listening.
        }

        Assert.True(key is null or { Length: 0 });
    }

    [Fact]
    public void A_short_development_key_is_refused()
    {
        using var services = Services([], options => options.DevelopmentTokenKey = new byte[16]);

        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<GatewayOptions>>().Value);

        Assert.Contains("has 16 bytes; give at least 32", refused.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Faults<TOptions>(Dictionary<string, string?> settings)
        where TOptions : class
    {
        using var services = Services(settings);
        return [.. Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<TOptions>>().Value).Failures];
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings, Action<GatewayOptions>? configure = null) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .AddGateway(configure)
        .BuildServiceProvider();
}
