using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>What became of one operation of a bulk request.</summary>
/// <param name="Status">The status the operation alone would have been answered with.</param>
/// <param name="Item">The document as it is now; null when it is gone or the operation was refused.</param>
/// <param name="Problem">Why it was refused; null when it was not.</param>
internal sealed record BulkOutcome(int Status, Item<JsonObject>? Item = null, Problem? Problem = null);
