namespace Shelter.Adoptions;

/// <summary>Writes an adoption into the shelter's records when its notification arrives, once however often it arrives.</summary>
public sealed class RecordAdoption(IRepository<Adoption> adoptions) : ISubscriber<CatAdopted>
{
    public Task HandleAsync(Notification<CatAdopted> notification, SubscriberContext context, CancellationToken cancellationToken)
    {
        var adopted = notification.Body;
        var adoption = new Adoption
        {
            ShelterId = adopted.ShelterId,
            MessageId = notification.MessageId,
            CatId = adopted.CatId,
            Adopter = adopted.Adopter,
            AdoptedAt = adopted.AdoptedAt,
        };
        return context.TransactAsync(adopted.ShelterId, transaction => transaction.Create(adoptions, adoption), cancellationToken);
    }
}
