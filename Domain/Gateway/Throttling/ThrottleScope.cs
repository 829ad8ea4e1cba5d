namespace Virga.Gateway;

/// <summary>Who shares a bucket of a throttle.</summary>
public enum ThrottleScope
{
    /// <summary>Each caller has one for each function: the API key, else the token's subject, else the token's client, else the address.</summary>
    Client,

    /// <summary>Each address has one for each function; IPv6 addresses of one /64 are one.</summary>
    Address,

    /// <summary>Each function has one, whoever calls.</summary>
    Function,

    /// <summary>All functions that name the policy share one.</summary>
    App,
}
