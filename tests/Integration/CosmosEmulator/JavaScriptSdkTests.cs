using Support;
using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Integration.CosmosEmulator;

/// <summary>The official JavaScript SDK over the port: see <c>JavaScript/sdk.mjs</c> for the steps.</summary>
public sealed class JavaScriptSdkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_JavaScript_SDK_finds_all_it_asks_for(bool https)
    {
        Assert.SkipWhen(TestTool.NoPackage("@azure/cosmos") is not null, TestTool.NoPackage("@azure/cosmos") ?? "");
        var trust = Path.Combine(Path.GetTempPath(), $"virga-{Guid.NewGuid():n}.crt");
        using var certificate = LocalCertificate.Load(LocalCertificate.CreatePem(TimeProvider.System.GetUtcNow()));
        await File.WriteAllTextAsync(trust, certificate.ExportCertificatePem(), Token);
        try
        {
            await using var emulator = Emulator.Open();
            await using var server = await CosmosEmulatorServer.StartAsync(emulator, new() { Port = 0, UseHttps = https, Certificate = certificate }, Token);
            await using var node = NodeProcess.Start(
                "tests/Integration/CosmosEmulator/JavaScript/sdk.mjs",
                [server.Address.ToString(), CosmosEmulatorOptions.WellKnownKey],
                new Dictionary<string, string> { ["NODE_EXTRA_CA_CERTS"] = trust });

            var code = await node.ExitAsync(Token);

            Assert.True(code == 0, string.Join('\n', node.Lines));
            Assert.Equal(17, node.Lines.Count(line => line.StartsWith("ok: ", StringComparison.Ordinal)));
        }
        finally
        {
            File.Delete(trust);
        }
    }
}
