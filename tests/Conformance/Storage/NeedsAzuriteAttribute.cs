using Conformance.Running;

namespace Conformance.Storage;

public sealed class NeedsAzuriteAttribute : BackendAttribute
{
    public override string? Missing => Reason;

    internal static string? Reason =>
        AzuriteHarness.Given is not null || File.Exists(Azurite.Script) ? null : "Azurite is not installed: run ./dev setup (it needs node), or set VIRGA_AZURITE_ENDPOINT to a connection string.";
}
