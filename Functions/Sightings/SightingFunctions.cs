using Microsoft.AspNetCore.Authorization;

namespace Shelter.Sightings;

/// <summary>Takes reports of stray cats and publishes them; no code stands between.</summary>
public static class SightingFunctions
{
    [Function("ReportSighting"), AllowAnonymous, Throttle("sightings"), Publishes<Sighting>]
    public static IResult Report([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sightings")] HttpRequest request) =>
        Integration.PublishTo(Sighting.Topic, (sighting, message) => message.Attribute("place", sighting.Place));
}
