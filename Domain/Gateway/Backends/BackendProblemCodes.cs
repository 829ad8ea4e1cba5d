namespace Virga.Gateway;

/// <summary>What may go wrong with a backend.</summary>
public static class BackendProblemCodes
{
    /// <summary>502: it was not reached, or did not answer as HTTP asks for.</summary>
    public const string Unreachable = "backend-unreachable";

    /// <summary>503: none of its addresses is healthy.</summary>
    public const string Unavailable = "backend-unavailable";

    /// <summary>504: it took too long.</summary>
    public const string Timeout = "backend-timeout";
}
