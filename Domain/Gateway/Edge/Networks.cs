using System.Globalization;
using System.Net;

namespace Virga.Gateway;

/// <summary>Networks as text.</summary>
internal static class Networks
{
    /// <summary>A network, or one address as the network of it alone.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = IPNetwork.Parse(string.Create(CultureInfo.InvariantCulture, $"{address}/{address.GetAddressBytes().Length * 8}"));
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    public static IPNetwork[] Parse(IEnumerable<string> texts) => [.. texts.Select(text => TryParse(text, out var network) ? network : throw new FormatException($"'{text}' is no network."))];

    public static bool Contain(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, network => network.Contains(address));
}
