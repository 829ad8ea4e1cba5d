namespace Virga.Gateway;

/// <summary>What may become of an operation.</summary>
internal static class OperationProblemCodes
{
    public const string Failed = "operation-failed";
}
