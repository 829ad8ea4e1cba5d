using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A rule of the model's own that waits for an answer.</summary>
internal sealed class LateRule(Func<JsonNode, WriteRun, CancellationToken, ValueTask<bool>> rule, string message, bool needsItem)
{
    public bool NeedsItem => needsItem;

    public async ValueTask CheckAsync(JsonNode value, WriteRun run, CancellationToken cancellationToken)
    {
        if (!await rule(value, run, cancellationToken).ConfigureAwait(false))
        {
            run.Scope.Add(FaultCodes.Invalid, message, value);
        }
    }
}
