using Virga.CosmosEmulator;

namespace Conformance.Documents;

/// <summary>The embedded endpoint, in process and in memory.</summary>
public sealed class EmulatorHarness : CosmosHarness
{
    private readonly CosmosEmulator _emulator = CosmosEmulator.Open();

    public override async ValueTask InitializeAsync()
    {
        Options.AccountEndpoint = CosmosEmulator.Endpoint;
        Options.AccountKey = CosmosEmulatorOptions.WellKnownKey;
        Options.HttpClientFactory = () => new HttpClient(_emulator.CreateHandler(), disposeHandler: false);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _emulator.DisposeAsync();
    }
}
