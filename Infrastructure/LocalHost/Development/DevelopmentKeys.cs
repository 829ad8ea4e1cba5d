using Virga.Gateway;

namespace Virga.LocalHost;

/// <summary>The keys of this data folder: random, made when they are first needed, readable by their owner only.</summary>
internal static class DevelopmentKeys
{
    /// <summary>The file that holds the key of development tokens, in base64.</summary>
    public const string TokenKeyFile = "token.key";

    /// <summary>The key of development tokens. It does not need the folder's lock: <c>token</c> runs beside the app.</summary>
    public static byte[] TokenKey(string? root)
    {
        if (root is null)
        {
            return DevelopmentTokens.NewKey();
        }

        OwnFiles.CreateFolder(root);
        return Convert.FromBase64String(OwnFiles.ReadOrCreate(Path.Combine(root, TokenKeyFile), () => Convert.ToBase64String(DevelopmentTokens.NewKey())));
    }
}
