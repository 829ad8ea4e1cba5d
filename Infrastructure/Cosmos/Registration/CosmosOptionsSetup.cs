using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Virga.Cosmos;

/// <summary>Reads the section as the Functions host does: names in it, or a connection string in its place.</summary>
internal sealed class CosmosOptionsSetup(IConfiguration configuration) : IConfigureOptions<CosmosOptions>
{
    public void Configure(CosmosOptions options)
    {
        var section = configuration.GetSection(CosmosOptions.Section);
        options.ConnectionString = section.Value is { Length: > 0 } whole ? whole : section[nameof(options.ConnectionString)];
        options.AccountEndpoint = Uri.TryCreate(section[nameof(options.AccountEndpoint)], UriKind.RelativeOrAbsolute, out var endpoint) ? endpoint : null;
        options.AccountKey = section[nameof(options.AccountKey)];
        options.ClientId = section[nameof(options.ClientId)];
        options.Database = section[nameof(options.Database)] ?? options.Database;
        options.UseGateway = section.GetValue(nameof(options.UseGateway), options.UseGateway);
        options.CreateIfNotExists = section.GetValue(nameof(options.CreateIfNotExists), options.CreateIfNotExists);
        options.Throughput = section.GetValue(nameof(options.Throughput), options.Throughput);
        options.AutoscaleMaxThroughput = section.GetValue(nameof(options.AutoscaleMaxThroughput), options.AutoscaleMaxThroughput);
        options.RequestTimeout = section.GetValue(nameof(options.RequestTimeout), options.RequestTimeout);
    }
}
