using Conformance.Documents;

namespace Conformance.Cosmos;

/// <summary>The endpoint in <c>VIRGA_COSMOS_ENDPOINT</c>, with the key in <c>VIRGA_COSMOS_KEY</c>.</summary>
public sealed class AccountWireHarness() : WireHarness(new HttpClient(), new Uri(AccountHarness.Endpoint!), Key!)
{
    public static string? Key { get; } = Environment.GetEnvironmentVariable("VIRGA_COSMOS_KEY") is { Length: > 0 } given ? given : null;
}
