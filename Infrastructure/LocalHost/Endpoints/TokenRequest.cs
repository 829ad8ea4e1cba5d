namespace Virga.LocalHost;

/// <summary>What a development token is asked for with.</summary>
internal sealed record TokenRequest(string Scope)
{
    public string Subject { get; init; } = "developer";
}
