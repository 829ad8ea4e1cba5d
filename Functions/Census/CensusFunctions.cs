namespace Shelter.Census;

/// <summary>Starts counts of cats; <c>GET /api/operations/{id}</c> tells how far they are.</summary>
public static class CensusFunctions
{
    [Function("StartCensus"), RequireScope("cats:write"), Accepts<CensusRequest>]
    public static IResult Start([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "censuses")] HttpRequest request) =>
        Integration.Accept<CensusRequest, CountCats>();
}
