using Azure.Identity;
using Microsoft.Azure.Cosmos;

namespace Virga.Cosmos;

/// <summary>Makes the SDK's client from the options.</summary>
internal static class CosmosClients
{
    public static CosmosClient Create(CosmosOptions options)
    {
        var client = new CosmosClientOptions
        {
            ApplicationName = "Virga",
            ConnectionMode = options.UseGateway || options.HttpClientFactory is not null ? ConnectionMode.Gateway : ConnectionMode.Direct,
            EnableContentResponseOnWrite = false,
            Serializer = new JsonNodeSerializer(),
        };
        if (client.ConnectionMode == ConnectionMode.Gateway)
        {
            client.RequestTimeout = options.RequestTimeout;
            client.LimitToEndpoint = true;
            client.HttpClientFactory = options.HttpClientFactory;
        }

        return options switch
        {
            { ConnectionString: { } connection } => new CosmosClient(connection, client),
            { AccountKey: { } key } => new CosmosClient(options.AccountEndpoint!.AbsoluteUri, key, client),
            _ => new CosmosClient(options.AccountEndpoint!.AbsoluteUri, options.Credential ?? Identity(options), client),
        };
    }

    private static DefaultAzureCredential Identity(CosmosOptions options) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId });
}
