namespace Virga.Notifications;

/// <summary>Protocols by SNS's names, where a message has a body of its own for one.</summary>
internal static class SnsProtocol
{
    /// <summary>Functions.</summary>
    public const string Lambda = "lambda";
}
