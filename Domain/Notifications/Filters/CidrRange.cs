using System.Globalization;
using System.Net;

namespace Virga.Notifications;

/// <summary>A block of IP addresses: address, slash, mask bits. Host bits are masked away; /32 and /128 are allowed, unlike in event-ruler.</summary>
internal sealed class CidrRange
{
    private readonly byte[] _network;
    private readonly int _bits;
    private readonly string _text;

    private CidrRange(byte[] network, int bits, string text)
    {
        _network = network;
        _bits = bits;
        _text = text;
    }

    /// <summary>Reads a block; <paramref name="fault"/> says what is wrong when the answer is null.</summary>
    public static CidrRange? Parse(string text, out string? fault)
    {
        var parts = text.Split('/');
        fault = null;
        if (parts.Length != 2)
        {
            fault = "Malformed CIDR, one '/' required";
        }
        else if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            fault = "Malformed CIDR, mask bits must be an integer";
        }
        else if (Address(parts[0]) is not { } address)
        {
            fault = $"Nonstandard IP address: {parts[0]}";
        }
        else if (bits > address.Length * 8)
        {
            fault = address.Length == 4 ? "IPv4 mask bits must be <= 32" : "IPv6 mask bits must be <= 128";
        }
        else
        {
            return new CidrRange(address, bits, text);
        }

        return null;
    }

    public bool Contains(string text)
    {
        if (Address(text) is not { } address || address.Length != _network.Length)
        {
            return false;
        }

        var whole = _bits / 8;
        if (!address.AsSpan(0, whole).SequenceEqual(_network.AsSpan(0, whole)))
        {
            return false;
        }

        var rest = _bits % 8;
        return rest == 0 || (address[whole] ^ _network[whole]) >> (8 - rest) == 0;
    }

    public override string ToString() => _text;

    // Only the usual spellings: IPAddress.Parse also takes "10", octal and hexadecimal parts, brackets and scopes.
    private static byte[]? Address(string text)
    {
        var isPlain = text.Contains(':', StringComparison.Ordinal)
            ? text.AsSpan().IndexOfAny('%', '[', '/') < 0
            : text.Split('.') is { Length: 4 } parts && parts.All(part => part.Length is 1 or 2 or 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0'));
        return isPlain && IPAddress.TryParse(text, out var address) && address.GetAddressBytes() is var bytes
            ? bytes
            : null;
    }
}
