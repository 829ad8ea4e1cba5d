namespace Virga.CosmosEmulator;

/// <summary>How an emulator listens on a port.</summary>
public sealed class CosmosEmulatorServerOptions
{
    /// <summary>The port of the loopback address; 0 takes a free one.</summary>
    /// <value>8081, as the official emulator has it</value>
    public int Port { get; set; } = 8081;

    /// <summary>Listens with TLS and a certificate made on the spot for <c>localhost</c>, which clients must be told to trust.</summary>
    /// <value>false: plain http</value>
    public bool UseHttps { get; set; }
}
