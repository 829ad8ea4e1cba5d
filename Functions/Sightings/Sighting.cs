namespace Shelter.Sightings;

/// <summary>A stray cat that somebody saw.</summary>
public sealed record Sighting(string Place, string Description)
{
    /// <summary>The topic it is published to; attribute <c>place</c> says where.</summary>
    public static readonly Topic<Sighting> Topic = Virga.Notifications.Topic.Define<Sighting>("cat-sighted");
}
