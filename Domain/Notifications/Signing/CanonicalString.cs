using System.Text;

namespace Virga.Notifications;

/// <summary>What SNS signs: names and values on lines of their own, names in byte order.</summary>
internal static class CanonicalString
{
    private static readonly string[] NotificationFields = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] ConfirmationFields = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    /// <summary>The text to sign for an envelope; fields it does not have are left out.</summary>
    /// <param name="type">The envelope's type.</param>
    /// <param name="field">Gives a field's value; null when the envelope has none.</param>
    public static string Of(string type, Func<string, string?> field)
    {
        var text = new StringBuilder();
        foreach (var name in type == EnvelopeTypes.Notification ? NotificationFields : ConfirmationFields)
        {
            if (field(name) is { } value)
            {
                text.Append(name).Append('\n').Append(value).Append('\n');
            }
        }

        return text.ToString();
    }
}
