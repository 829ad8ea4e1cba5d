using Conformance.Running;

namespace Conformance.Cosmos;

/// <summary>Every case of <c>cases.json</c> against one endpoint.</summary>
public abstract class WireConformance(WireHarness harness)
{
    [ConformanceTheory]
    [MemberData(nameof(WireCases.Names), MemberType = typeof(WireCases))]
    public Task A_case_of_the_table_is_answered_as_it_says(string name) => new WireRun(harness).CheckAsync(WireCases.Named(name));
}
