using Microsoft.Extensions.Options;

namespace Virga.Cosmos;

/// <summary>Tells every fault of the configuration at once.</summary>
internal sealed class CosmosOptionsValidator : IValidateOptions<CosmosOptions>
{
    public ValidateOptionsResult Validate(string? name, CosmosOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (options.ConnectionString is null && options.AccountEndpoint is null)
        {
            result.AddError("Cosmos:AccountEndpoint is missing. Set it to the account's address, https://name.documents.azure.com/, or run the app in the local host, which has an endpoint of its own.");
        }

        if (options.AccountEndpoint is { } endpoint && !(endpoint.IsAbsoluteUri && endpoint.Scheme is "https" or "http"))
        {
            result.AddError($"Cosmos:AccountEndpoint is '{endpoint}', which is no absolute https address.");
        }

        if (options.ConnectionString is not null && (options.AccountEndpoint is not null || options.AccountKey is not null))
        {
            result.AddError("Cosmos has a connection string and Cosmos:AccountEndpoint or Cosmos:AccountKey. Keep one of the two forms.");
        }

        if (string.IsNullOrWhiteSpace(options.Database) || options.Database.AsSpan().IndexOfAny("/\\?#") >= 0)
        {
            result.AddError($"Cosmos:Database is '{options.Database}'. A name is 1 to 255 characters without / \\ ? and #.");
        }

        if (options.RequestTimeout < TimeSpan.FromSeconds(1) || options.RequestTimeout > TimeSpan.FromMinutes(1))
        {
            result.AddError($"Cosmos:RequestTimeout is {options.RequestTimeout}. It must be 1 to 60 seconds.");
        }

        if (options.Throughput is { } manual && (manual is < 400 or > 1_000_000 || manual % 100 != 0))
        {
            result.AddError($"Cosmos:Throughput is {manual}. It must be 400 to 1000000 in hundreds.");
        }

        if (options.AutoscaleMaxThroughput is { } most && (most is < 1000 or > 1_000_000 || most % 1000 != 0))
        {
            result.AddError($"Cosmos:AutoscaleMaxThroughput is {most}. It must be 1000 to 1000000 in thousands.");
        }

        if (options is { Throughput: not null, AutoscaleMaxThroughput: not null })
        {
            result.AddError("Cosmos has Throughput and AutoscaleMaxThroughput. Keep one of them.");
        }

        return result.Build();
    }
}
