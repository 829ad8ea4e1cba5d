namespace Virga.Gateway;

/// <summary>An <see cref="IRequestAuthorizer"/> decides who may call the function, instead of bearer tokens.</summary>
/// <remarks>Scopes, roles and policies of other attributes are asked of what the authorizer found out.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class AuthorizerAttribute(string name) : Attribute
{
    /// <summary>The name under which the authorizer was registered.</summary>
    public string Name { get; } = name;
}
