using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Virga.Notifications;

/// <summary>A block of IP addresses: address, slash, mask bits. Host bits are masked away; /32 and /128 are allowed, unlike in event-ruler.</summary>
internal sealed record CidrRange
{
    private readonly UInt128 _network;
    private readonly UInt128 _mask;
    private readonly bool _isV6;
    private readonly string _text;

    private CidrRange(UInt128 address, UInt128 mask, bool isV6, string text)
    {
        _network = address & mask;
        _mask = mask;
        _isV6 = isV6;
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
        else if (!TryRead(parts[0], out var address, out var isV6))
        {
            fault = $"Nonstandard IP address: {parts[0]}";
        }
        else if (bits > (isV6 ? 128 : 32))
        {
            fault = isV6 ? "IPv6 mask bits must be <= 128" : "IPv4 mask bits must be <= 32";
        }
        else
        {
            var host = (isV6 ? 128 : 32) - bits;
            return new CidrRange(address, host == 128 ? UInt128.Zero : UInt128.MaxValue << host, isV6, text);
        }

        return null;
    }

    public bool Contains(ReadOnlySpan<char> text) =>
        text.Contains(':') == _isV6 && TryRead(text, out var address, out _) && (address & _mask) == _network;

    public override string ToString() => _text;

    // Only the usual spellings: IPAddress also takes "10", octal and hexadecimal parts, brackets and scopes.
    private static bool TryRead(ReadOnlySpan<char> text, out UInt128 address, out bool isV6)
    {
        isV6 = text.Contains(':');
        return isV6 ? TryReadV6(text, out address) : TryReadV4(text, out address);
    }

    private static bool TryReadV4(ReadOnlySpan<char> text, out UInt128 address)
    {
        uint bytes = 0, part = 0;
        int parts = 0, digits = 0;
        address = default;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index == text.Length || text[index] == '.')
            {
                if (digits == 0 || part > 255 || ++parts > 4)
                {
                    return false;
                }

                bytes = (bytes << 8) | part;
                part = 0;
                digits = 0;
                continue;
            }

            if (!char.IsAsciiDigit(text[index]) || ++digits > 3 || (digits == 2 && part == 0))
            {
                return false;
            }

            part = (part * 10) + (uint)(text[index] - '0');
        }

        address = bytes;
        return parts == 4;
    }

    private static bool TryReadV6(ReadOnlySpan<char> text, out UInt128 address)
    {
        address = default;
        if (text.IndexOfAny('%', '[', '/') >= 0 || !IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out _);
        address = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return true;
    }
}
