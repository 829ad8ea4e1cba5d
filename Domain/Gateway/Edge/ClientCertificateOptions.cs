namespace Virga.Gateway;

/// <summary>Which client certificates are accepted; section <c>Gateway:ClientCertificates</c> of the configuration.</summary>
/// <remarks>App Service hands a client's certificate on in <c>X-ARR-ClientCert</c> and does not check who issued it: the list of thumbprints is the trust. Elsewhere the header is ignored, and the connection's own certificate counts.</remarks>
public sealed class ClientCertificateOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:ClientCertificates";

    /// <summary>The SHA-256 thumbprints, in hexadecimal, of the certificates that <see cref="RequireClientCertificateAttribute"/> lets in.</summary>
    /// <value>empty: none</value>
    public IList<string> Thumbprints { get; } = [];
}
