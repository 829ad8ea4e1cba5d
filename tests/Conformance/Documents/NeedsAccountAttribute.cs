using Conformance.Running;

namespace Conformance.Documents;

public sealed class NeedsAccountAttribute : BackendAttribute
{
    public override string? Missing => Reason;

    internal static string? Reason => AccountHarness.Endpoint is null ? "VIRGA_COSMOS_ENDPOINT is not set: the store was tested against the embedded endpoint only." : null;
}
