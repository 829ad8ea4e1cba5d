namespace Virga.FrontDoor;

/// <summary>The Azure Front Door in front of the app; section <c>FrontDoor</c> of the configuration.</summary>
public sealed class FrontDoorOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "FrontDoor";

    /// <summary>The resource id of the endpoint: <c>/subscriptions/…/resourceGroups/…/providers/Microsoft.Cdn/profiles/…/afdEndpoints/…</c>.</summary>
    /// <value>null: nothing is purged</value>
    public string? Endpoint { get; set; }

    /// <summary>The domains whose answers are purged, each as clients write it; empty for all of the endpoint.</summary>
    /// <value>none</value>
    public IList<string> Domains { get; } = [];

    /// <summary>Azure Resource Manager's address.</summary>
    /// <value>https://management.azure.com</value>
    public Uri Management { get; set; } = new("https://management.azure.com");

    /// <summary>How long one purge request may take.</summary>
    /// <value>30 seconds</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
