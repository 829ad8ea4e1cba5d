using Microsoft.Extensions.Options;

namespace Virga.Storage;

/// <summary>Finds everything wrong with <see cref="StorageOptions"/>.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (!string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            if (options.QueueServiceUri is not null || options.BlobServiceUri is not null)
            {
                faults.AddError($"{StorageOptions.Section} has a connection string and addresses. Keep one of the two forms: addresses use the app's identity.");
            }

            return faults.Build();
        }

        CheckEndpoint(faults, options.QueueServiceUri, nameof(options.QueueServiceUri), "queue");
        CheckEndpoint(faults, options.BlobServiceUri, nameof(options.BlobServiceUri), "blob");
        return faults.Build();
    }

    private static void CheckEndpoint(ValidateOptionsResultBuilder faults, Uri? endpoint, string property, string service)
    {
        if (endpoint is null)
        {
            faults.AddError($"{StorageOptions.Section}:{property} is missing. Set it to https://{{account}}.{service}.core.windows.net, or set {StorageOptions.Section}:{nameof(StorageOptions.ConnectionString)}.");
        }
        else if (!endpoint.IsAbsoluteUri || endpoint.Scheme != Uri.UriSchemeHttps)
        {
            faults.AddError($"{StorageOptions.Section}:{property} is '{endpoint}'. It must be an absolute https URI: tokens are not sent in the clear.");
        }
    }
}
