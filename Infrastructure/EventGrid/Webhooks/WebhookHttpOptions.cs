namespace Virga.EventGrid;

/// <summary>How <see cref="WebhookHttp"/> calls endpoints that subscribers chose. Set in code only: no configuration can open the doors.</summary>
public sealed class WebhookHttpOptions
{
    /// <summary>Whether endpoints on this machine (127.0.0.0/8, ::1) may be called. The local host sets it in Development, nobody else.</summary>
    /// <value>False.</value>
    public bool AllowLoopback { get; set; }

    /// <summary>Whether plain http may be used. The local host sets it in Development, nobody else.</summary>
    /// <value>False: https only.</value>
    public bool AllowHttp { get; set; }

    /// <summary>How long a request may take from the name's resolution to the end of the answer.</summary>
    /// <value>15 s, SNS's limit.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How much of an answer's body is read; the rest is left on the wire and the connection closed.</summary>
    /// <value>65,536 bytes.</value>
    public int MaximumResponseBytes { get; set; } = 64 * 1024;

    /// <summary>Connections to one host at a time.</summary>
    /// <value>16.</value>
    public int MaximumConnectionsPerHost { get; set; } = 16;

    /// <summary>The hosts this app answers at, which no subscriber may make it call. Where loopback is allowed, they are too.</summary>
    /// <value>None; <c>AddVirga</c> adds the public base URL's.</value>
    public IList<string> OwnHosts { get; } = [];
}
