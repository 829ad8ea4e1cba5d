using Shelter.Cats;

namespace Shelter.Care;

/// <summary>Writes the care a cat got into its log, each once and in order. Of a cat that is not there it keeps none: that is for somebody to look at.</summary>
public sealed class KeepCareLog(IRepository<Cat> cats, IRepository<CareLog> logs) : ISubscriber<CareGiven>
{
    public async Task HandleAsync(Notification<CareGiven> notification, SubscriberContext context, CancellationToken cancellationToken)
    {
        var care = notification.Body;
        var key = new DocumentKey(care.ShelterId, care.CatId);
        if (await cats.GetAsync(key, cancellationToken: cancellationToken) is null)
        {
            throw new InvalidOperationException($"There is no cat '{care.CatId}' in {care.ShelterId}.");
        }

        await context.TransactAsync(
            care.ShelterId,
            transaction => transaction.Update(logs, key, Update.Of<CareLog>().Append(log => log.Entries, care.What), new WriteOptions<CareLog> { Mode = UpdateMode.Upsert }),
            cancellationToken);
    }
}
