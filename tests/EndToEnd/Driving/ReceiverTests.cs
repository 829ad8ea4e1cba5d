namespace EndToEnd;

/// <summary>Tests with a webhook of their own.</summary>
public abstract class ReceiverTests(RunningApp app) : IAsyncLifetime
{
    private protected RunningApp App { get; } = app;

    private protected WebhookReceiver Receiver { get; private set; } = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        App.SkipUnlessItReachesUs();
        Receiver = await WebhookReceiver.StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Receiver is not null)
        {
            await Receiver.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
