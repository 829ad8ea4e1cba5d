namespace Virga.Gateway;

/// <summary>How one kind of refusal is answered.</summary>
public sealed class GatewayResponseOptions
{
    /// <summary>The status, 400 to 599.</summary>
    /// <value>null: the refusal's own</value>
    public int? Status { get; set; }

    /// <summary>Headers that are added or replaced.</summary>
    /// <value>none</value>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Members that are added to the body: texts.</summary>
    /// <value>none</value>
    public IDictionary<string, string> Members { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
