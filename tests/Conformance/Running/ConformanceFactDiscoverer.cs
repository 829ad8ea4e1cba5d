using Xunit.Sdk;
using Xunit.v3;

namespace Conformance.Running;

public sealed class ConformanceFactDiscoverer : FactDiscoverer
{
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        BackendAttribute.IsAtHand(testMethod) ? base.Discover(discoveryOptions, testMethod, factAttribute) : new([]);
}
