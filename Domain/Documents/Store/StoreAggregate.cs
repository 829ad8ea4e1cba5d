using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>An aggregate's answer.</summary>
/// <param name="Count">How many values there were.</param>
/// <param name="Value">What was made of them; null when there were none, and when only the count was asked.</param>
/// <param name="RequestCharge">What it cost, in request units.</param>
public sealed record StoreAggregate(long Count, JsonNode? Value, double RequestCharge);
