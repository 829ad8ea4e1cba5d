namespace Virga.Gateway;

/// <summary>What may be wrong with a query parameter of a list, beside its type and range.</summary>
internal static class ListFaultCodes
{
    public const string Repeated = "repeated";
    public const string UnknownParameter = "unknown-parameter";
    public const string UnknownOrder = "unknown-order";
    public const string InvalidFilter = "invalid-filter";
    public const string UnknownField = "unknown-field";
}
