using Shelter.Cats;

namespace Shelter.FollowUps;

/// <summary>Plans a follow-up when the change feed shows a cat that has been adopted, once however often it shows it.</summary>
public sealed class PlanFollowUp(IRepository<FollowUp> followUps) : IChangeHandler<Cat>
{
    private const int DaysUntilCall = 14;

    public Task HandleAsync(Change<Cat> change, ChangeContext context, CancellationToken cancellationToken)
    {
        if (change.Document?.Value is not { Adopter: { } adopter, AdoptedAt: { } adoptedAt } cat)
        {
            return Task.CompletedTask;
        }

        var followUp = new FollowUp
        {
            ShelterId = cat.ShelterId,
            CatId = cat.Id,
            Adopter = adopter,
            CallOn = DateOnly.FromDateTime(adoptedAt.UtcDateTime).AddDays(DaysUntilCall),
        };
        return context.TransactAsync(cat.ShelterId, transaction => transaction.Save(followUps, followUp), cancellationToken);
    }
}
