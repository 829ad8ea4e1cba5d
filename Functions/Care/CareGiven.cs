namespace Shelter.Care;

/// <summary>What subscribers learn when a cat was cared for, in the order in which it happened to that cat.</summary>
public sealed record CareGiven(string ShelterId, string CatId, string What, DateTimeOffset At)
{
    /// <summary>A FIFO topic: a cat is a group, and a message that a subscriber cannot take stops its cat's later ones until somebody looks. Attribute <c>city</c> is the shelter's id.</summary>
    public static readonly Topic<CareGiven> Topic = Virga.Notifications.Topic.DefineFifo<CareGiven>("cat-care.fifo", onFailure: GroupFailure.Block);
}
