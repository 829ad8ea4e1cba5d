namespace Virga.Gateway;

/// <summary>An attribute that says which bodies its function takes, for Accept-Patch (RFC 5789) and Accept-Query (RFC 10008) in answers to OPTIONS.</summary>
internal interface IAcceptsBodies
{
    /// <summary>The method, and the header's value; null for a method that has no such header.</summary>
    (string Method, string Accepts)? Accepted { get; }
}
