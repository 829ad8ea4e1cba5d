namespace Virga.Notifications;

/// <summary>The types of SNS's envelopes.</summary>
internal static class EnvelopeTypes
{
    public const string Notification = "Notification";
    public const string SubscriptionConfirmation = "SubscriptionConfirmation";
    public const string UnsubscribeConfirmation = "UnsubscribeConfirmation";

    public static string Of(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Notification => Notification,
        DeliveryKind.SubscriptionConfirmation => SubscriptionConfirmation,
        _ => UnsubscribeConfirmation,
    };
}
