namespace Virga.CosmosEmulator;

/// <summary>Makes the refusals of queries: always with the place and the construct.</summary>
internal static class QuerySyntax
{
    public static WireFault Error(int position, string message, string code = "SC1001") =>
        WireFault.BadRequest($"Syntax error at position {position}: {message} (code {code})");

    public static WireFault Unsupported(int position, string construct) =>
        WireFault.BadRequest($"At position {position}: {construct} is not supported.");
}
