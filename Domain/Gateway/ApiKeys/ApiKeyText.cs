using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Virga.Gateway;

/// <summary>The text of API keys: a prefix, 40 random characters (238 bits) and a checksum of six, so that a mistyped or invented key is refused without asking the store.</summary>
internal static class ApiKeyText
{
    public const int Least = 20;
    public const int Most = 128;
    public const int HashBytes = SHA256.HashSizeInBytes;

    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomLength = 40;
    private const int ChecksumLength = 6;
    private const int LeastDifferent = 10;

    public static readonly SearchValues<char> Characters = SearchValues.Create(Base62 + "-_");

    /// <summary>A new random key.</summary>
    public static string New(string prefix)
    {
        var random = prefix + RandomNumberGenerator.GetString(Base62, RandomLength);
        return random + Checksum(random);
    }

    /// <summary>Whether a text may be a key at all; of one with our prefix, whether it is one that we made.</summary>
    public static bool MayBeKey(string text, string prefix)
    {
        if (text.Length is < Least or > Most || text.AsSpan().ContainsAnyExcept(Characters))
        {
            return false;
        }

        return !text.StartsWith(prefix, StringComparison.Ordinal)
            || (text.Length == prefix.Length + RandomLength + ChecksumLength && text.AsSpan(text.Length - ChecksumLength).SequenceEqual(Checksum(text.AsSpan(0, text.Length - ChecksumLength))));
    }

    /// <summary>What is wrong with a key that somebody brings along; null when it will do.</summary>
    public static string? FaultOf(string text, string prefix) =>
        text.Length is < Least or > Most || text.AsSpan().ContainsAnyExcept(Characters) ? $"A key has {Least} to {Most} letters, digits, '-' and '_'."
        : text.StartsWith(prefix, StringComparison.Ordinal) ? $"A key that starts with '{prefix}' is made here; leave 'value' out for a new one."
        : text.Distinct().Count() < LeastDifferent ? "The key can be guessed: use a random one."
        : null;

    /// <summary>The SHA-256 of a key. Keys are random, so that a salt or a slow hash would protect nothing more.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));

    /// <summary>Half of the hash: what a key is found by. Found is not believed; the whole hash is compared in constant time.</summary>
    public static UInt128 Handle(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt128BigEndian(hash);

    /// <summary>What may be shown of a key to tell it from others.</summary>
    public static string Hint(string key, string prefix) =>
        (key.StartsWith(prefix, StringComparison.Ordinal) ? prefix : "") + "…" + key[^4..];

    private static string Checksum(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[Most];
        Span<byte> hash = stackalloc byte[HashBytes];
        SHA256.HashData(bytes[..Encoding.ASCII.GetBytes(text, bytes)], hash);
        var value = BinaryPrimitives.ReadUInt32BigEndian(hash);
        return string.Create(ChecksumLength, value, static (characters, rest) =>
        {
            for (var position = characters.Length - 1; position >= 0; position--)
            {
                characters[position] = Base62[(int)(rest % 62)];
                rest /= 62;
            }
        });
    }
}
