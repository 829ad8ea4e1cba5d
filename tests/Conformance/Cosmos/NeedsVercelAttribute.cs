using Conformance.Running;

namespace Conformance.Cosmos;

public sealed class NeedsVercelAttribute : BackendAttribute
{
    public override string? Missing => VercelHarness.Missing;
}
