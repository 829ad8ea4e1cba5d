using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Virga.Notifications;
using Virga.Storage;

namespace Conformance.Storage;

public sealed class AzuriteHarness : StorageHarness, IAsyncLifetime
{
    private Azurite? _azurite;
    private IMessageQueue? _queue;
    private IBlobStore? _blobs;

    /// <summary>The connection string of an Azurite that runs already, or of an account.</summary>
    public static string? Given { get; } = Environment.GetEnvironmentVariable("VIRGA_AZURITE_ENDPOINT") is { Length: > 0 } given ? given : null;

    public override IMessageQueue Queue => _queue!;

    public override IBlobStore Blobs => _blobs!;

    /// <summary>The account, for what no port does.</summary>
    public QueueServiceClient Account { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (NeedsAzuriteAttribute.Reason is not null)
        {
            return;
        }

        _azurite = Given is null ? await Azurite.StartAsync() : null;
        var options = new StorageOptions { ConnectionString = Given ?? _azurite!.ConnectionString };
        Account = StorageServices.CreateQueueClient(options, credential: null);
        _queue = new AzureQueue(Account);
        _blobs = new AzureBlobStore(StorageServices.CreateBlobClient(options, credential: null));
    }

    public override void PassASecond()
    {
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
