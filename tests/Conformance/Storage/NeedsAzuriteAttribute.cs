using Conformance.Running;
using Support;

namespace Conformance.Storage;

public sealed class NeedsAzuriteAttribute : BackendAttribute
{
    public override string? Missing => Reason;

    internal static string? Reason => AzuriteHarness.Given is not null || TestTool.NoPackage("azurite") is not { } missing
        ? null
        : $"{missing} Or set VIRGA_AZURITE_ENDPOINT to a connection string.";
}
