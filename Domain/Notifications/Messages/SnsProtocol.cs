namespace Virga.Notifications;

/// <summary>Protocols by SNS's names, where a message has a body of its own for one.</summary>
internal static class SnsProtocol
{
    /// <summary>Functions.</summary>
    public const string Lambda = "lambda";

    /// <summary>Queues.</summary>
    public const string Sqs = "sqs";

    /// <summary>What SNS calls the protocol of a subscription.</summary>
    public static string Of(string protocol) => protocol == QueueChannel.Name ? Sqs : protocol;
}
