namespace Virga.LocalHost;

/// <summary>Which key a caller of an HTTP function has to bring in Azure. The local host asks for none, as <c>func start</c> does.</summary>
public enum AuthorizationLevel
{
    /// <summary>No key.</summary>
    Anonymous = 0,

    /// <summary>A signed-in user; App Service Authentication does the check.</summary>
    User = 1,

    /// <summary>A key of the function or of the host. The default.</summary>
    Function = 2,

    /// <summary>The key of a system endpoint.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
