namespace Shelter.Adoptions;

/// <summary>What a subscriber learns when a cat leaves a shelter.</summary>
public sealed record CatAdopted(string ShelterId, string CatId, string Adopter, DateTimeOffset AdoptedAt)
{
    /// <summary>The topic it is published to; attribute <c>city</c> is the shelter's id.</summary>
    public static readonly Topic<CatAdopted> Topic = Virga.Notifications.Topic.Define<CatAdopted>("cat-adopted");
}
