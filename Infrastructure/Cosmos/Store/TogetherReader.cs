using System.Net;
using Microsoft.Azure.Cosmos;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Reads documents of one partition in one transactional batch: what is found is of one moment.</summary>
internal static class TogetherReader
{
    public static async Task<StoreManyResult> ReadAsync(Container container, Microsoft.Azure.Cosmos.PartitionKey key, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var documents = new StoredDocument?[ids.Count];
        var asked = Enumerable.Range(0, ids.Count).ToList();
        var charge = 0d;
        while (asked.Count > 0)
        {
            var batch = container.CreateTransactionalBatch(key);
            foreach (var index in asked)
            {
                batch.ReadItem(ids[index]);
            }

            using var response = await batch.ExecuteAsync(cancellationToken).ConfigureAwait(false);
            charge += response.RequestCharge;
            if (response.IsSuccessStatusCode)
            {
                await FillAsync(documents, asked, ids, response, cancellationToken).ConfigureAwait(false);
                break;
            }

            // One that is missing refuses the others too: ask again without it.
            var left = asked.Where((_, place) => place >= response.Count || response[place].StatusCode != HttpStatusCode.NotFound).ToList();
            asked = left.Count < asked.Count ? left : throw CosmosErrors.Of(response, "the documents");
        }

        return new StoreManyResult(documents, charge);
    }

    private static async Task FillAsync(StoredDocument?[] documents, List<int> asked, IReadOnlyList<string> ids, TransactionalBatchResponse response, CancellationToken cancellationToken)
    {
        for (var place = 0; place < asked.Count; place++)
        {
            var result = response[place];
            using var body = new MemoryStream();
            await result.ResourceStream.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
            documents[asked[place]] = new StoredDocument(ids[asked[place]], body.ToArray(), EntityTag.FromHeader(result.ETag)) { SessionToken = response.Headers.Session };
        }
    }
}
