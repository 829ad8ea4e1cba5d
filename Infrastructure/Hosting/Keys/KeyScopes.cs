namespace Virga.Hosting;

/// <summary>The scopes of the API keys' own API.</summary>
internal static class KeyScopes
{
    /// <summary>The scope that looks at keys, plans and usage.</summary>
    public const string Read = "keys:read";

    /// <summary>The scope that makes, changes and deletes them.</summary>
    public const string Write = "keys:write";
}
