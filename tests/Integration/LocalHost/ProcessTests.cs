using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Support;
using Virga.CosmosEmulator;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class ProcessTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("virga-process").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task The_app_tells_its_functions_answers_and_stops_cleanly_on_ctrl_c()
    {
        var port = Loopback.FreePort();
        using var app = AppProcess.Start(_data, "--urls", $"http://localhost:{port}");
        await app.SaysAsync($"2 functions on http://localhost:{port}. Ctrl+C stops them.");
        await app.SaysAsync($"Their documents: http://localhost:{port}/_explorer");
        using var client = new HttpClient();

        Assert.Equal("Hello Tom", await client.GetStringAsync($"http://localhost:{port}/api/greetings/Tom", TestContext.Current.CancellationToken));
        Assert.Contains($"Greet     GET  http://localhost:{port}/api/greetings/{{name}}", app.Text, StringComparison.Ordinal);
        app.Interrupt();

        Assert.Equal(0, await app.ExitAsync());
    }

    [Fact]
    public async Task A_busy_port_is_told_in_one_line_with_the_fix()
    {
        using var listener = Loopback.Hold(out var port);
        using var app = AppProcess.Start(_data, "--urls", $"http://127.0.0.1:{port}");

        Assert.Equal(1, await app.ExitAsync());

        await Eventually.True(
            () => app.Text == $"Port {port} is in use. Stop what uses it, or take another: --urls http://localhost:7072",
            "the line, but there is: " + app.Text,
            cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused_with_the_pid_of_the_first()
    {
        using var first = AppProcess.Start(_data, "cosmos", "--port", "0");
        await first.SaysAsync("Cosmos DB on ");
        using var second = AppProcess.Start(_data, "cosmos", "--port", "0");

        Assert.Equal(1, await second.ExitAsync());

        await second.SaysAsync($"The data in {_data} is in use by process {first.Id}. Stop that process, or keep this one's data elsewhere: VIRGA_DATA=<folder>");
        first.Interrupt();
        Assert.Equal(0, await first.ExitAsync());
    }

    [Fact]
    public async Task The_cosmos_command_serves_the_sdk_on_a_port()
    {
        using var app = AppProcess.Start(_data, "cosmos", "--port", "0", "--data", ":memory:");
        await app.SaysAsync("AccountEndpoint=");
        var address = app.Text.Split('\n').First(l => l.StartsWith("AccountEndpoint=", StringComparison.Ordinal)).Split('=', ';')[1];
        using var client = new CosmosClient(address, CosmosEmulatorOptions.WellKnownKey, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true });

        var database = await client.CreateDatabaseIfNotExistsAsync("db", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("db", database.Database.Id);
    }

    [Fact]
    public async Task The_cosmos_command_speaks_https_with_a_certificate_that_is_trusted_once()
    {
        var trusted = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            using var app = AppProcess.Start(_data, "cosmos", "--port", "0", "--https", "--memory", "--full");
            await app.SaysAsync("cosmos-tls.crt");
            var address = new Uri(app.Text.Split('\n').First(l => l.StartsWith("Explorer: ", StringComparison.Ordinal))["Explorer: ".Length..]);
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_data, "cosmos-tls.crt"));
            using var client = new HttpClient(new SocketsHttpHandler
            {
                SslOptions = new()
                {
                    CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate }, RevocationMode = X509RevocationMode.NoCheck },
                },
            });

            Assert.Equal("https", address.Scheme);
            Assert.Contains("<title>Explorer", await client.GetStringAsync(address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            trusted.Add(certificate.Thumbprint);
            app.Interrupt();
            Assert.Equal(0, await app.ExitAsync());
        }

        Assert.Equal(trusted[0], trusted[1]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_data, TlsCertificate.File)));
        }
    }

    [Fact]
    public async Task The_cosmos_command_tells_a_busy_port_in_one_line_with_the_fix()
    {
        using var listener = Loopback.Hold(out var port);
        using var app = AppProcess.Start(_data, "cosmos", "--memory", "--port", $"{port}");

        Assert.Equal(1, await app.ExitAsync());

        await Eventually.True(
            () => app.Text == $"Port {port} is in use. Stop what uses it, or take another: --port 8082",
            "the line, but there is: " + app.Text,
            cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_key_of_ones_own_is_asked_for_and_not_printed()
    {
        var key = Convert.ToBase64String(new byte[64]);
        using var app = AppProcess.Start(_data, "cosmos", "--port", "0", "--memory", "--key", key);
        await app.SaysAsync("AccountKey=<your key>");
        var address = app.Text.Split('\n').First(l => l.StartsWith("AccountEndpoint=", StringComparison.Ordinal)).Split('=', ';')[1];
        using var right = new CosmosClient(address, key, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway });
        using var wrong = new CosmosClient(address, CosmosEmulatorOptions.WellKnownKey, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway });

        await right.ReadAccountAsync();
        var refused = await Assert.ThrowsAsync<CosmosException>(wrong.ReadAccountAsync);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.DoesNotContain(key, app.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_command_prints_a_token_and_nothing_else()
    {
        using var app = AppProcess.Start(_data, "token", "--scope", "cats:write topics:write", "--subject", "ann", "--expires", "2h");

        Assert.Equal(0, await app.ExitAsync());

        await Eventually.True(() => app.Text.Length > 0, "a token", cancellationToken: TestContext.Current.CancellationToken);
        var payload = JsonElement.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(app.Text.Split('.')[1]));
        Assert.Equal(("cats:write topics:write", "ann"), (payload.GetProperty("scope").GetString(), payload.GetProperty("sub").GetString()));
        Assert.Equal(7200, payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_data, DevelopmentKeys.TokenKeyFile)));
        }
    }

    [Theory]
    [InlineData("--help", 0, "token")]
    [InlineData("token --help", 0, "--expires")]
    [InlineData("cosmos --help", 0, "NODE_EXTRA_CA_CERTS")]
    [InlineData("cosmos --port 70000", 1, "70000 is no port.")]
    [InlineData("cosmos --key ?", 1, "The account key is not base64.")]
    [InlineData("cosmos --memory --data x.db", 1, "--data names a file and --memory says there is none")]
    [InlineData("token --expires soon", 1, "'soon' is no time: 90s, 30m, 1h, 7d.")]
    public async Task Commands_explain_themselves(string args, int exitCode, string says)
    {
        using var app = AppProcess.Start(_data, args.Split(' '));

        Assert.Equal(exitCode, await app.ExitAsync());
        await app.SaysAsync(says);
    }
}
