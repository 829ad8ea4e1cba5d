namespace Conformance.Documents;

/// <summary>The endpoint in <c>VIRGA_COSMOS_ENDPOINT</c>, with the key in <c>VIRGA_COSMOS_KEY</c> or the developer's sign-in.</summary>
public sealed class AccountHarness : CosmosHarness
{
    public static string? Endpoint { get; } = Environment.GetEnvironmentVariable("VIRGA_COSMOS_ENDPOINT") is { Length: > 0 } given ? given : null;

    public override int Cases => 20;

    public override async ValueTask InitializeAsync()
    {
        Options.AccountEndpoint = new Uri(Endpoint!);
        Options.AccountKey = Environment.GetEnvironmentVariable("VIRGA_COSMOS_KEY") is { Length: > 0 } key ? key : null;
        Options.UseGateway = true;
        await base.InitializeAsync();
    }
}
