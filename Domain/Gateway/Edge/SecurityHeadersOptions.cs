namespace Virga.Gateway;

/// <summary>The security headers of every answer; section <c>Gateway:SecurityHeaders</c> of the configuration.</summary>
public sealed class SecurityHeadersOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:SecurityHeaders";

    /// <summary>Whether answers say <c>X-Content-Type-Options: nosniff</c>.</summary>
    /// <value>true</value>
    public bool NoSniff { get; set; } = true;

    /// <summary>For how long browsers are to use https only (<c>Strict-Transport-Security</c>, RFC 6797), said over https and never to localhost; zero to say nothing.</summary>
    /// <value>180 days</value>
    public TimeSpan StrictTransportMaxAge { get; set; } = TimeSpan.FromDays(180);

    /// <summary>Whether that counts for subdomains, too.</summary>
    /// <value>false</value>
    public bool IncludeSubdomains { get; set; }
}
