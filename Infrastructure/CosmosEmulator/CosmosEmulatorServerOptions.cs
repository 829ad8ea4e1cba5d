using System.Security.Cryptography.X509Certificates;

namespace Virga.CosmosEmulator;

/// <summary>How an emulator listens on a port.</summary>
public sealed class CosmosEmulatorServerOptions
{
    /// <summary>The port of the loopback address; 0 takes a free one.</summary>
    /// <value>8081, as the official emulator has it</value>
    public int Port { get; set; } = 8081;

    /// <summary>Listens with TLS on <see cref="Port"/>.</summary>
    /// <value>false: plain http</value>
    public bool UseHttps { get; set; }

    /// <summary>Listens with TLS on this port too, beside plain http on <see cref="Port"/>; 0 takes a free one.</summary>
    /// <value>null: on no other port</value>
    public int? HttpsPort { get; set; }

    /// <summary>The certificate, with its private key, that TLS is spoken with. Clients must be told to trust it.</summary>
    /// <value>null: a self-signed one for <c>localhost</c>, made on the spot</value>
    public X509Certificate2? Certificate { get; set; }
}
