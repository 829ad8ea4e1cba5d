using Virga.Documents;

namespace Virga.Gateway;

/// <summary>What an API key may be.</summary>
internal static class ApiKeyRules
{
    private const int MostNameCharacters = 100;
    private const int MostOwnerCharacters = 256;

    /// <summary>Refuses what cannot be so, with every fault; null is what is not asked about, but for the name.</summary>
    public static async Task CheckAsync(IDocumentStore store, string prefix, string name, string? owner, string? plan, string? value, CancellationToken cancellationToken)
    {
        var faults = new List<ProblemError>();
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > MostNameCharacters)
        {
            faults.Add(new ProblemError("/name", "invalid", $"Give 1 to {MostNameCharacters} characters."));
        }

        if (owner is { Length: 0 or > MostOwnerCharacters })
        {
            faults.Add(new ProblemError("/owner", "invalid", $"Give the owner's 'sub', at most {MostOwnerCharacters} characters, or leave it out."));
        }

        if (value is not null && ApiKeyText.FaultOf(value, prefix) is { } fault)
        {
            faults.Add(new ProblemError("/value", "invalid", fault));
        }

        if (plan is not null && (!UsagePlan.IsName(plan) || await store.FindAsync<UsagePlan>(KeyDocuments.Plans, plan, cancellationToken).ConfigureAwait(false) is null))
        {
            faults.Add(new ProblemError("/plan", "invalid", "There is no usage plan of this name."));
        }

        if (faults.Count > 0)
        {
            throw Refusal([.. faults]);
        }
    }

    public static GatewayException Refusal(params IReadOnlyList<ProblemError> faults) =>
        new(new Problem(400, ProblemCodes.ValidationFailed, "The API key cannot be so.") { Errors = faults });
}
