namespace Virga.Gateway;

/// <summary>The authorizers of the app, by name; filled by <c>AddAuthorizer</c>.</summary>
public sealed class AuthorizerOptions
{
    internal Dictionary<string, (Type Type, AuthorizerSettings Settings)> Authorizers { get; } = new(StringComparer.Ordinal);

    internal List<string> Twice { get; } = [];
}
