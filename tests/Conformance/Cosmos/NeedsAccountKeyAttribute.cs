using Conformance.Documents;
using Conformance.Running;

namespace Conformance.Cosmos;

public sealed class NeedsAccountKeyAttribute : BackendAttribute
{
    public override string? Missing =>
        AccountHarness.Endpoint is null || AccountWireHarness.Key is null ? "VIRGA_COSMOS_ENDPOINT and VIRGA_COSMOS_KEY are not both set: the protocol was tested against the embedded endpoint only." : null;
}
