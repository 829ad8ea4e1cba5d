using System.Net;
using System.Net.Sockets;

namespace Virga.EventGrid;

/// <summary>Which addresses a subscriber's endpoint may have: public unicast ones (IANA special-purpose registries, RFC 6890), and loopback where that is allowed.</summary>
internal static class WebhookAddresses
{
    // What is not globally reachable, or reaches this network by a detour.
    private static readonly IPNetwork[] Refused4 = Networks(
        "0.0.0.0/8", // this host
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // private
        "100.64.0.0/10", // carrier-grade NAT, and Azure's and Alibaba's metadata in it
        "127.0.0.0/8", // loopback
        "168.63.129.16/32", // Azure's host: DNS, health probes, guest agent
        "169.254.0.0/16", // link-local, the instance metadata service among it
        "192.0.0.0/24", // protocol assignments
        "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", // documentation
        "192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24", // AS112, AMT
        "192.88.99.0/24", // 6to4 relay
        "198.18.0.0/15", // benchmarks
        "224.0.0.0/4", // multicast
        "240.0.0.0/4"); // reserved, broadcast

    private static readonly IPNetwork GlobalUnicast6 = IPNetwork.Parse("2000::/3");

    // Parts of 2000::/3 that are not hosts on the internet, or carry an IPv4 address in them. Mapped, translated, local and multicast addresses are outside of 2000::/3 already.
    private static readonly IPNetwork[] Refused6 = Networks(
        "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32", "3fff::/20", // documentation
        "2002::/16", // 6to4
        "2620:4f:8000::/48"); // AS112

    /// <summary>Why an address may not be called; null when it may.</summary>
    public static string? Refusal(IPAddress address, bool allowLoopback)
    {
        // First and by itself: IPNetwork takes a mapped address for an IPv4 one even in an IPv6 network, and finds ::ffff:10.0.0.1 in 2000::/3.
        if (address.IsIPv4MappedToIPv6)
        {
            return $"{address} is an IPv4 address in IPv6's clothes";
        }

        if (allowLoopback && IPAddress.IsLoopback(address))
        {
            return null;
        }

        var isPublic = address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Contains(Refused4, address),
            AddressFamily.InterNetworkV6 => GlobalUnicast6.Contains(address) && address.ScopeId == 0 && !Contains(Refused6, address),
            _ => false,
        };
        return isPublic ? null : $"{address} is not a public address";
    }

    private static bool Contains(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
