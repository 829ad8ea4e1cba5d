using Virga.Documents;

namespace Virga.Gateway;

/// <summary>The usage plans: make or replace, look at, delete.</summary>
/// <remarks>What changes counts on other instances <see cref="ApiKeyOptions.TrustFor"/> later.</remarks>
public sealed class UsagePlans
{
    private const int MostFunctions = 20;

    private readonly IDocumentStore _store;
    private readonly KnownKeys _known;
    private readonly GatewayEndpoints _endpoints;

    internal UsagePlans(IDocumentStore store, KnownKeys known, GatewayEndpoints endpoints) => (_store, _known, _endpoints) = (store, known, endpoints);

    /// <summary>Makes a plan, or replaces the one of its name; true when it is new.</summary>
    /// <exception cref="GatewayException">400 <c>validation-failed</c> with every fault.</exception>
    public async Task<bool> PutAsync(UsagePlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Check(plan);
        var isNew = await _store.FindAsync<UsagePlan>(KeyDocuments.Plans, plan.Name, cancellationToken).ConfigureAwait(false) is null;
        await _store.WriteAsync(
            KeyDocuments.Partition,
            new StoreOperation.Upsert(KeyDocuments.IdOf(KeyDocuments.Plans, plan.Name), KeyDocuments.Write(KeyDocuments.Plans, plan.Name, plan)),
            null,
            cancellationToken).ConfigureAwait(false);
        _known.Clear();
        return isNew;
    }

    /// <summary>One plan.</summary>
    /// <exception cref="GatewayException">404 <c>not-found</c>.</exception>
    public async Task<UsagePlan> GetAsync(string name, CancellationToken cancellationToken = default) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw new GatewayException(404, ProblemCodes.NotFound, "There is no such usage plan.");

    /// <summary>One plan; null when there is none of the name.</summary>
    public async Task<UsagePlan?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        UsagePlan.IsName(name) && await _store.FindAsync<UsagePlan>(KeyDocuments.Plans, name, cancellationToken).ConfigureAwait(false) is var (plan, _) ? plan : null;

    /// <summary>One page of the plans, by name.</summary>
    /// <param name="size">The most plans, 1 to 100.</param>
    /// <param name="cursor">Where the last page ended; null to start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<UsagePlanPage> ListAsync(int size = 100, string? cursor = null, CancellationToken cancellationToken = default)
    {
        PageSize.Check(size);
        var (items, next) = await _store.ListAsync<UsagePlan>(KeyDocuments.Plans, plan => plan.Name, null, size, cursor, cancellationToken).ConfigureAwait(false);
        return new UsagePlanPage(items, next);
    }

    /// <summary>Deletes a plan that no key has any more.</summary>
    /// <exception cref="GatewayException">404 <c>not-found</c>, 409 <c>usage-plan-in-use</c>.</exception>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var plan = await GetAsync(name, cancellationToken).ConfigureAwait(false);
        var (keys, _) = await _store.ListAsync<ApiKeyRecord>(
            KeyDocuments.Keys, record => record.Key.Id, KeyDocuments.Is(DocumentPath.Of("key", "plan"), ComparisonOperator.Equal, plan.Name), 1, null, cancellationToken).ConfigureAwait(false);
        if (keys.Count > 0)
        {
            throw new GatewayException(409, ProblemCodes.UsagePlanInUse, "Keys have this plan: give them another, or delete them, first.");
        }

        try
        {
            await _store.WriteAsync(KeyDocuments.Partition, new StoreOperation.Delete(KeyDocuments.IdOf(KeyDocuments.Plans, plan.Name)), null, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentNotFoundException)
        {
            // Somebody else was faster.
        }

        _known.Clear();
    }

    private void Check(UsagePlan plan)
    {
        var faults = new List<ProblemError>();
        if (!UsagePlan.IsName(plan.Name))
        {
            faults.Add(new ProblemError("/name", "invalid", "Give 1 to 64 letters, digits, '-' and '_'."));
        }

        if (plan.Description is { Length: > 1000 })
        {
            faults.Add(new ProblemError("/description", "too-long", "Give at most 1000 characters."));
        }

        CheckRate("/throttle", plan.Throttle, faults);
        if (plan.Quota is { } quota && (quota.Limit < 1 || !Enum.IsDefined(quota.Period)))
        {
            faults.Add(new ProblemError("/quota", "out-of-range", "Give a limit of 1 or more, and Day, Week or Month."));
        }

        if (plan.Functions.Count > MostFunctions)
        {
            faults.Add(new ProblemError("/functions", "too-long", $"Give rates for at most {MostFunctions} functions."));
        }

        foreach (var (function, rate) in plan.Functions)
        {
            var pointer = "/functions/" + JsonPointer.Escape(function);
            CheckRate(pointer, rate, faults);
            if (_endpoints.Find(function) is null)
            {
                faults.Add(new ProblemError(pointer, "invalid", "There is no HTTP function of this name."));
            }
        }

        if (faults.Count > 0)
        {
            throw new GatewayException(new Problem(400, ProblemCodes.ValidationFailed, "The usage plan cannot be so.") { Errors = faults });
        }
    }

    private static void CheckRate(string pointer, UsageRate? rate, List<ProblemError> faults)
    {
        if (rate is { IsValid: false })
        {
            faults.Add(new ProblemError(pointer, "out-of-range", "Give a rate above 0 and a burst of 1 or more, both at most 1000000."));
        }
    }
}
