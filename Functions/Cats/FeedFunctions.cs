namespace Shelter.Cats;

/// <summary>The cats that wait for a home, for other websites to show.</summary>
[Tags("cats")]
public sealed class FeedFunctions(IRepository<Cat> cats)
{
    /// <summary>All cats of a shelter that nobody has adopted, one a line, sent while they are read. Websites that show them have an API key.</summary>
    [Function("StreamCats"), RequireApiKey, Returns(200, "application/x-ndjson")]
    public IResult Stream([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "feeds/{shelterId}/cats")] HttpRequest request, string shelterId, CancellationToken cancellationToken) =>
        Streams.Ndjson(cats.Query(shelterId).Where(cat => cat.Adopter == null).AsAsyncEnumerable(cancellationToken).Select(item => item.Value));
}
