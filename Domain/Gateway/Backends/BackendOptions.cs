namespace Virga.Gateway;

/// <summary>One service that functions forward to; section <c>Gateway:Backends:{name}</c> of the configuration.</summary>
public sealed class BackendOptions
{
    /// <summary>Where it is: one or more absolute http or https addresses, whose paths stay in front of what is forwarded. Nothing a client sends changes them.</summary>
    /// <value>empty; at least one is needed</value>
    public IList<Uri> Addresses { get; } = [];

    /// <summary>How long a request may go on without a byte moving, at most 230 seconds; then the answer is 504.</summary>
    /// <value>29 seconds (API Gateway's)</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(29);

    /// <summary>Whether the client's <c>Authorization</c> goes along: only for services that the token is meant for, too.</summary>
    /// <value>false</value>
    public bool PassAuthorization { get; set; }

    /// <summary>Whether cookies go along, both ways.</summary>
    /// <value>false</value>
    public bool PassCookies { get; set; }

    /// <summary>Headers that every forwarded request gets, instead of the client's of the same name: the backend's own credentials, for example.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The path, below each address, that is asked every <see cref="HealthInterval"/>: an address that answers below 500 is healthy.</summary>
    /// <value>null: an address counts as unhealthy for <see cref="HealthInterval"/> after a request did not reach it</value>
    public string? HealthPath { get; set; }

    /// <summary>How often health is asked, and how long an address rests that was not reached; 1 second to 10 minutes.</summary>
    /// <value>10 seconds</value>
    public TimeSpan HealthInterval { get; set; } = TimeSpan.FromSeconds(10);
}
