using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Virga.Notifications;

/// <summary>Calls function subscribers, each call in a scope of its own.</summary>
internal sealed class FunctionInvoker(SubscriberCatalog subscribers, IServiceScopeFactory scopes, ILogger<FunctionInvoker> logger)
{
    public static bool IsFunction(string recipient) => recipient.StartsWith(FunctionSubscriber.RecipientPrefix, StringComparison.Ordinal);

    [SuppressMessage("Design", "CA1031", Justification = "A handler may throw anything; all of it is a failed attempt.")]
    public async Task<AttemptResult> InvokeAsync(Delivery delivery, NotificationMessage message, CancellationToken cancellationToken)
    {
        var recipient = delivery.Recipient;
        if (subscribers.Find(recipient) is not { } subscriber)
        {
            // Another version of the app may know it: the retries bridge a deployment.
            return AttemptResult.Passing($"This app has no subscriber '{recipient[FunctionSubscriber.RecipientPrefix.Length..]}'.");
        }

        try
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await subscriber.InvokeAsync(scope.ServiceProvider, delivery, message, cancellationToken).ConfigureAwait(false);
            }

            return AttemptResult.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (UnreadableBodyException error)
        {
            return AttemptResult.Final(error.Message);
        }
        catch (Exception error)
        {
            Log.SubscriberFailed(logger, subscriber.Name, message.MessageId, delivery.Attempt, error);
            return AttemptResult.Passing($"{error.GetType().Name}: {error.Message}");
        }
    }
}
