using Azure;
using Virga.Storage;

namespace Integration.Hosting;

/// <summary>Which refusals of Azure Storage are worth another try.</summary>
public sealed class StorageErrorTests
{
    [Theory]
    [InlineData(0, null, true)]
    [InlineData(408, null, true)]
    [InlineData(409, "QueueBeingDeleted", true)]
    [InlineData(409, "ContainerBeingDeleted", true)]
    [InlineData(409, "QueueAlreadyExists", false)]
    [InlineData(403, "AuthorizationFailure", false)]
    [InlineData(429, null, true)]
    [InlineData(503, "ServerBusy", true)]
    public void What_passes_is_transient(int status, string? code, bool isTransient)
    {
        var error = StorageErrors.Translate(new RequestFailedException(status, "no", code, null), "take a message");

        Assert.Equal(isTransient, error.IsTransient);
        Assert.Contains("did not take a message", error.Message, StringComparison.Ordinal);
    }
}
