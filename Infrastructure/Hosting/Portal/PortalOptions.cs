namespace Virga.Hosting;

/// <summary>Who may see the developer portal at <c>/api/docs</c>; section <c>Portal</c> of the configuration.</summary>
public sealed class PortalOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Portal";

    /// <summary>Whether the portal is served: to everybody who reaches the app, as the OpenAPI document is. What it asks the app for needs the reader's own token or key.</summary>
    /// <value>null: in Development only</value>
    public bool? IsOpen { get; set; }
}
