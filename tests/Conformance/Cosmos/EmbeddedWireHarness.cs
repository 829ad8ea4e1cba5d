using Virga.CosmosEmulator;

namespace Conformance.Cosmos;

/// <summary>The embedded endpoint on a port, so that signatures are checked too.</summary>
public sealed class EmbeddedWireHarness : WireHarness
{
    private readonly CosmosEmulator _emulator;
    private readonly CosmosEmulatorServer _server;

    public EmbeddedWireHarness()
        : this(CosmosEmulator.Open())
    {
    }

    private EmbeddedWireHarness(CosmosEmulator emulator)
        : this(emulator, CosmosEmulatorServer.StartAsync(emulator, new() { Port = 0 }).GetAwaiter().GetResult())
    {
    }

    private EmbeddedWireHarness(CosmosEmulator emulator, CosmosEmulatorServer server)
        : base(new HttpClient(), server.Address, CosmosEmulatorOptions.WellKnownKey)
    {
        _emulator = emulator;
        _server = server;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
        await _emulator.DisposeAsync();
    }
}
