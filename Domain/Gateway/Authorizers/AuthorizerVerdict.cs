namespace Virga.Gateway;

/// <summary>What an authorizer decided.</summary>
public enum AuthorizerVerdict
{
    /// <summary>The caller may not: 403.</summary>
    Deny,

    /// <summary>The caller may.</summary>
    Allow,

    /// <summary>The caller is not who they say: 401.</summary>
    Unauthorized,
}
