using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Asks a webhook whether it wants events, again and again until it says so.</summary>
internal sealed class WebhookHandshake(
    LocalSubscription subscription, Uri endpoint, IWebhookTransport webhooks, LocalEventGridOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Whom deliveries come from.</summary>
    public const string Origin = "eventgrid.azure.net";

    private static readonly TimeSpan ManualWindow = TimeSpan.FromMinutes(10);

    private readonly TaskCompletionSource _byHand = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Proof, in the validation URL, that its caller has read the validation event.</summary>
    public string Code { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public LocalSubscriptionState State { get; private set; } = LocalSubscriptionState.Validating;

    public string? Error { get; private set; }

    /// <summary>What getting the validation URL does. False when nobody waits for that.</summary>
    public bool ConfirmByHand() => State == LocalSubscriptionState.AwaitingManualAction && _byHand.TrySetResult();

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        while (State != LocalSubscriptionState.Active)
        {
            var earlier = Error;
            Error = subscription.DeliverySchema == EventGridSchema.CloudEvents
                ? await AskByOptionsAsync(cancellationToken).ConfigureAwait(false)
                : await AskByEventAsync(cancellationToken).ConfigureAwait(false);
            if (Error is null)
            {
                State = LocalSubscriptionState.Active;
                Log.HandshakeDone(logger, subscription.Name, endpoint);
                return;
            }

            // An app that takes a minute to start is one line, not thirty.
            if (Error != earlier)
            {
                Log.HandshakeFailed(logger, subscription.Name, endpoint, Error);
            }

            await Task.Delay(options.HandshakeInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string?> AskByOptionsAsync(CancellationToken cancellationToken)
    {
        var request = new WebhookRequest(endpoint, Body: null)
        {
            Method = HttpMethod.Options.Method,
            Headers = [new("WebHook-Request-Origin", Origin), new("WebHook-Request-Rate", "120")],
        };
        var response = await webhooks.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Status is not (>= 200 and <= 204))
        {
            return $"The answer to OPTIONS was {Words(response)}.";
        }

        // A good status alone is no consent: many servers answer 200 to any OPTIONS.
        return response.Headers.TryGetValue("WebHook-Allowed-Origin", out var allowed) && allowed.Split(',', StringSplitOptions.TrimEntries).Any(origin => origin == "*" || origin.Equals(Origin, StringComparison.OrdinalIgnoreCase))
            ? null
            : $"The answer to OPTIONS does not allow the origin: WebHook-Allowed-Origin is '{allowed}', and must be '{Origin}' or '*'.";
    }

    private async Task<string?> AskByEventAsync(CancellationToken cancellationToken)
    {
        var request = new WebhookRequest(endpoint, BinaryData.FromBytes(ValidationEvent()))
        {
            Headers = [new("aeg-event-type", "SubscriptionValidation"), new("aeg-subscription-name", subscription.Name.ToUpperInvariant()), new("aeg-delivery-count", "0"), new("aeg-metadata-version", "1")],
        };
        var response = await webhooks.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Status is not (>= 200 and <= 204))
        {
            return $"The answer to the validation event was {Words(response)}.";
        }

        if (response.Status == 200 && Echo(response.Body) is { } echo)
        {
            return CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(echo), System.Text.Encoding.UTF8.GetBytes(Code)) ? null : "The validationResponse is not the validation code.";
        }

        return options.PublicBaseUri is null
            ? $"The answer to the validation event was {response.Status} without its code. Answer 200 with {{\"validationResponse\":\"<code>\"}}."
            : await WaitForHandAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> WaitForHandAsync(CancellationToken cancellationToken)
    {
        State = LocalSubscriptionState.AwaitingManualAction;
        try
        {
            await _byHand.Task.WaitAsync(ManualWindow, time, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (TimeoutException)
        {
            State = LocalSubscriptionState.Validating;
            return "Nobody got the validation URL within ten minutes.";
        }
    }

    private byte[] ValidationEvent() => JsonSerializer.SerializeToUtf8Bytes(new[]
    {
        new
        {
            id = Guid.CreateVersion7(time.GetUtcNow()),
            topic = EventGridEvents.TopicPath(subscription.Topic),
            subject = "",
            data = options.PublicBaseUri is { } root
                ? (object)new { validationCode = Code, validationUrl = $"{root.ToString().TrimEnd('/')}/{subscription.Topic}/validate?id={Code}" }
                : new { validationCode = Code },
            eventType = EventGridHandshake.ValidationEventType,
            eventTime = time.GetUtcNow(),
            metadataVersion = "1",
            dataVersion = "2",
        },
    });

    private static string? Echo(BinaryData body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.ToMemory());
            var echo = document.RootElement.ValueKind == JsonValueKind.Object ? EventKeys.Find(document.RootElement, "validationResponse") : default;
            return echo.ValueKind == JsonValueKind.String ? echo.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null; // the latter of text that is none: an escaped surrogate alone
        }
    }

    private static string Words(WebhookResponse response) => response.Error ?? $"{response.Status}";
}
