using Shelter.Cats;

namespace Shelter.Census;

/// <summary>Counts cats, after the request that asked for it has been answered.</summary>
public sealed class CountCats(IRepository<Cat> cats) : IOperationHandler<CensusRequest>
{
    public async Task<OperationOutcome> RunAsync(CensusRequest input, OperationContext context, CancellationToken cancellationToken)
    {
        var all = cats.Query(input.ShelterId);
        return OperationOutcome.Of(new CensusResult(
            input.ShelterId, await all.CountAsync(cancellationToken), await all.Where(cat => cat.Adopter == null).CountAsync(cancellationToken)));
    }
}
