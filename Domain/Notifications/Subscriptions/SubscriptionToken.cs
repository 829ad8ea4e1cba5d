using System.Security.Cryptography;
using System.Text;

namespace Virga.Notifications;

/// <summary>Ids and secrets of subscriptions. A confirmation token is the subscription's id followed by 256 random bits, all hexadecimal digits.</summary>
internal static class SubscriptionToken
{
    private const int IdLength = 32;
    private const int SecretLength = 64;

    public static string NewId() => RandomNumberGenerator.GetHexString(IdLength, lowercase: true);

    public static string NewSecret() => RandomNumberGenerator.GetHexString(SecretLength, lowercase: true);

    public static string New(string id) => id + NewSecret();

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static bool Same(string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    public static bool IsId(string? id) => id is { Length: IdLength } && id.All(char.IsAsciiHexDigitLower);

    public static bool TryParse(string? token, out string id)
    {
        var isToken = token is { Length: IdLength + SecretLength } && token.All(char.IsAsciiHexDigitLower);
        id = isToken ? token![..IdLength] : "";
        return isToken;
    }
}
