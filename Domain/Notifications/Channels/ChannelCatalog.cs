namespace Virga.Notifications;

/// <summary>The app's channels by protocol.</summary>
internal sealed class ChannelCatalog
{
    private readonly Dictionary<string, IDeliveryChannel> _channels = new(StringComparer.Ordinal);

    public ChannelCatalog(IEnumerable<IDeliveryChannel> channels)
    {
        var faults = new List<string>();
        foreach (var channel in channels)
        {
            if (!IsProtocol(channel.Protocol))
            {
                faults.Add($"Channel {channel.GetType()}: '{channel.Protocol}' is no protocol. Use lower-case ASCII letters, digits and dashes, a letter first, and neither https nor http.");
            }
            else if (!_channels.TryAdd(channel.Protocol, channel))
            {
                faults.Add($"Protocol '{channel.Protocol}' has more than one channel: {_channels[channel.Protocol].GetType()} and {channel.GetType()}. Register one.");
            }
        }

        Faults = faults;
    }

    public IReadOnlyList<string> Faults { get; }

    public IEnumerable<string> Protocols => _channels.Keys.Order(StringComparer.Ordinal);

    public IDeliveryChannel? Find(string protocol) => _channels.GetValueOrDefault(protocol);

    /// <summary>A channel's endpoint as a URI, so that every subscription's endpoint is one.</summary>
    public static Uri ToUri(string protocol, string endpoint) => new($"{protocol}:{Uri.EscapeDataString(endpoint)}");

    public static string FromUri(Uri endpoint) => Uri.UnescapeDataString(endpoint.OriginalString[(endpoint.OriginalString.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private static bool IsProtocol(string protocol) =>
        protocol is { Length: >= 1 and <= 32 } and not ("https" or "http") && char.IsAsciiLetterLower(protocol[0])
        && protocol.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
}
