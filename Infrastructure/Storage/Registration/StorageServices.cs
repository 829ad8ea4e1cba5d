using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Virga.Notifications;
using Virga.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers queues and blobs on Azure Storage.</summary>
public static class StorageServices
{
    /// <summary>Adds <see cref="IMessageQueue"/> and <see cref="IBlobStore"/> on the account that <see cref="StorageOptions"/> name, unless they are there already.</summary>
    /// <remarks>The credential is the registered <see cref="TokenCredential"/>, else <see cref="DefaultAzureCredential"/>.</remarks>
    public static IServiceCollection AddVirgaStorage(this IServiceCollection services, Action<StorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section)
            .Configure<IConfiguration>((settings, configuration) => settings.ConnectionString ??= configuration[StorageOptions.Section] is { Length: > 0 } whole ? whole : null)
            .ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.TryAddSingleton<IMessageQueue>(provider => new AzureQueue(CreateQueueClient(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value, provider.GetService<TokenCredential>())));
        services.TryAddSingleton<IBlobStore>(provider => new AzureBlobStore(CreateBlobClient(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value, provider.GetService<TokenCredential>())));
        return services;
    }

    internal static QueueServiceClient CreateQueueClient(StorageOptions options, TokenCredential? credential)
    {
        var settings = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        return options.ConnectionString is { Length: > 0 } connection
            ? new QueueServiceClient(connection, settings)
            : new QueueServiceClient(options.QueueServiceUri, credential ?? Identity(options), settings);
    }

    internal static BlobServiceClient CreateBlobClient(StorageOptions options, TokenCredential? credential) =>
        options.ConnectionString is { Length: > 0 } connection
            ? new BlobServiceClient(connection)
            : new BlobServiceClient(options.BlobServiceUri, credential ?? Identity(options));

    private static DefaultAzureCredential Identity(StorageOptions options) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId });
}
