namespace Virga.Notifications;

/// <summary>How a subscription is delivered to: SNS's <c>DeliveryPolicy</c>.</summary>
public sealed record DeliveryPolicy
{
    /// <summary>When a failed delivery is tried again (<c>healthyRetryPolicy</c>); null for the topic's way, or the app's.</summary>
    public RetryPolicy? HealthyRetryPolicy { get; init; }

    /// <summary>The most messages a second, on average (<c>throttlePolicy.maxReceivesPerSecond</c>), at least 1; null for no bound. The excess waits.</summary>
    public int? MaxReceivesPerSecond { get; init; }

    /// <summary>The content type of webhook requests (<c>requestPolicy.headerContentType</c>); null for <c>text/plain; charset=UTF-8</c>. One of SNS's twelve, with or without parameters; envelopes take <c>application/json</c> and <c>text/plain</c> only.</summary>
    public string? HeaderContentType { get; init; }

    /// <summary>Reads a subscription's policy in SNS's JSON form, times in whole seconds.</summary>
    /// <param name="json">For example <c>{"healthyRetryPolicy":{"minDelayTarget":1,"maxDelayTarget":20,"numRetries":5},"throttlePolicy":{"maxReceivesPerSecond":10}}</c>.</param>
    /// <exception cref="NotificationException">It breaks a rule; all faults are told.</exception>
    public static DeliveryPolicy Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return DeliveryPolicyReader.Read(json);
    }

    /// <summary>The policy in SNS's JSON form.</summary>
    public string ToJson() => DeliveryPolicyReader.Write(this);
}
