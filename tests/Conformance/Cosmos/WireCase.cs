using System.Text.Json.Nodes;

namespace Conformance.Cosmos;

/// <summary>A case of the protocol, as <c>cases.json</c> has it.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Area">Which part of the protocol it belongs to.</param>
/// <param name="Container">The definition of its container, without an id; null for one with the partition key <c>/pk</c>.</param>
/// <param name="Steps">The requests and their expected answers, in order.</param>
public sealed record WireCase(string Name, string Area, JsonObject? Container, IReadOnlyList<WireStep> Steps);
