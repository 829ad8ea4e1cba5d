namespace Virga.Gateway;

/// <summary>What the platform in front of the app does, as the platform itself says; the host registers it, and no setting of the app's can.</summary>
/// <param name="IsAppService">Whether App Service runs the app, so that its front end sets and removes headers such as <c>X-ARR-ClientCert</c>.</param>
/// <param name="AuthenticatesCallers">Whether App Service's own authentication is on, so that it sets and removes <c>X-MS-CLIENT-PRINCIPAL</c>.</param>
public sealed record HostPlatform(bool IsAppService, bool AuthenticatesCallers)
{
    /// <summary>Nothing in front of the app: headers say what a client says.</summary>
    public static readonly HostPlatform None = new(false, false);
}
