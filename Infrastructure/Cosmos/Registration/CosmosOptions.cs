using Azure.Core;

namespace Virga.Cosmos;

/// <summary>Which Cosmos DB account documents are kept in; section <c>Cosmos</c>, whose names are the Functions host's own (identity-based connection <c>Cosmos</c>).</summary>
/// <remarks>The section may be a connection string itself, as the host allows: <c>Cosmos=AccountEndpoint=…;AccountKey=…</c>.</remarks>
public sealed class CosmosOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Cosmos";

    /// <summary>The account's address, such as <c>https://name.documents.azure.com/</c>.</summary>
    /// <value>null: none; the local host brings an embedded endpoint</value>
    public Uri? AccountEndpoint { get; set; }

    /// <summary>The account's key. Leave it out to use the managed identity.</summary>
    /// <value>null: Entra ID (<see cref="ClientId"/>, <see cref="Credential"/>)</value>
    public string? AccountKey { get; set; }

    /// <summary>Endpoint and key in one text, in place of the two.</summary>
    /// <value>null</value>
    public string? ConnectionString { get; set; }

    /// <summary>The client id of a user-assigned managed identity.</summary>
    /// <value>null: the system's, or the developer's</value>
    public string? ClientId { get; set; }

    /// <summary>The database.</summary>
    /// <value>virga</value>
    public string Database { get; set; } = "virga";

    /// <summary>Whether to speak HTTPS to the gateway instead of the direct protocol; emulators need it.</summary>
    /// <value>false; true when <see cref="HttpClientFactory"/> is set</value>
    public bool UseGateway { get; set; }

    /// <summary>Whether database and containers are made when they are absent. Data-plane identities cannot; deploy them by Bicep.</summary>
    /// <value>false; the local host says true</value>
    public bool CreateIfNotExists { get; set; }

    /// <summary>The request units a second of each container that is made, 400 to 1,000,000 in hundreds; Cosmos DB's manual throughput.</summary>
    /// <value>null: the account's own (serverless), or the database's</value>
    public int? Throughput { get; set; }

    /// <summary>The most request units a second of each container that is made, 1,000 to 1,000,000 in thousands; Cosmos DB scales between a tenth of it and all of it.</summary>
    /// <value>null: no autoscale</value>
    public int? AutoscaleMaxThroughput { get; set; }

    /// <summary>How long one request may take, retries by the SDK aside: 1 to 60 seconds.</summary>
    /// <value>10 seconds</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Makes the HTTP client of the SDK; set in code to reach an endpoint in this process.</summary>
    /// <value>null: the SDK's own</value>
    public Func<HttpClient>? HttpClientFactory { get; set; }

    /// <summary>Signs in to the account when there is no key; set in code.</summary>
    /// <value>null: DefaultAzureCredential</value>
    public TokenCredential? Credential { get; set; }
}
