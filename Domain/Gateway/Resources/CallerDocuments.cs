using System.Text.Json.Nodes;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>A model's documents as one caller may see and write them; those of others are not there.</summary>
/// <param name="documents">All of them.</param>
/// <param name="scope">What of them the caller has; null for all, where documents have no owners.</param>
internal sealed class CallerDocuments(IJsonRepository documents, OwnerScope? scope)
{
    /// <summary>Whether the caller may choose the keys of new documents.</summary>
    public bool ChoosesKeys => scope is null or { ChoosesKeys: true };

    public async Task<Item<JsonObject>?> GetAsync(DocumentKey key, CancellationToken cancellationToken) =>
        await documents.GetAsync(key, cancellationToken: cancellationToken).ConfigureAwait(false) is { } item && Sees(item) ? item : null;

    /// <summary>Creates a document under the key that it says, or that the model makes.</summary>
    /// <exception cref="GatewayException">400: it is to be somebody else's, or says a key that the caller may not choose.</exception>
    public Task<Item<JsonObject>> CreateAsync(PartitionKey partition, JsonObject body, TransactionOptions once, CancellationToken cancellationToken)
    {
        var options = NewOf(body, once);
        if (!ChoosesKeys && KeyIn(body) is { } name)
        {
            throw KeyNotChosen($"/{name}");
        }

        return CreatedAsync(documents.CreateAsync(partition, body, options, cancellationToken), once);
    }

    /// <summary>Creates a document under a key.</summary>
    /// <exception cref="GatewayException">400: it is to be somebody else's, or the caller may not choose keys.</exception>
    public Task<Item<JsonObject>> CreateAsync(DocumentKey key, JsonObject body, TransactionOptions once, CancellationToken cancellationToken)
    {
        var options = NewOf(body, once);
        return ChoosesKeys ? CreatedAsync(documents.CreateAsync(key, body, options, cancellationToken), once) : throw KeyNotChosen("/id");
    }

    public Task<Item<JsonObject>> ReplaceAsync(DocumentKey key, JsonObject body, string? ifMatch, TransactionOptions once, CancellationToken cancellationToken) =>
        ChangedAsync(documents.ReplaceAsync(key, body, WriteOf(ifMatch, once, body), cancellationToken));

    public Task<Item<JsonObject>> MergeAsync(DocumentKey key, JsonObject patch, string? ifMatch, TransactionOptions once, CancellationToken cancellationToken) =>
        ChangedAsync(documents.MergeAsync(key, patch, WriteOf(ifMatch, once), cancellationToken));

    public Task<Item<JsonObject>> PatchAsync(DocumentKey key, JsonPatch patch, string? ifMatch, TransactionOptions once, CancellationToken cancellationToken) =>
        ChangedAsync(documents.PatchAsync(key, patch, WriteOf(ifMatch, once), cancellationToken));

    public Task<bool> DeleteAsync(DocumentKey key, string? ifMatch, TransactionOptions once, CancellationToken cancellationToken) =>
        documents.DeleteAsync(key, WriteOf(ifMatch, once), cancellationToken);

    /// <summary>Of the documents asked for, the caller's.</summary>
    public Query<T> Within<T>(Query<T> query) => scope?.Within is { } own ? query.Where(own) : query;

    private JsonWriteOptions NewOf(JsonObject body, TransactionOptions once) => new() { Once = once, Keep = scope?.Own(body) ?? [] };

    private JsonWriteOptions WriteOf(string? ifMatch, TransactionOptions once, JsonObject? replacement = null) =>
        (scope?.WriteOf(ifMatch, replacement) ?? new JsonWriteOptions { IfMatch = ifMatch }) with { Once = once };

    private string? KeyIn(JsonObject body)
    {
        var key = documents.Schema.Attributes.First(attribute => attribute.IsKey);
        return key.Aliases.Prepend(key.Name).FirstOrDefault(name => body[name] is { } value && value.ToString().Length > 0);
    }

    /// <summary>A creation that may have happened before, under the request's idempotency key: what became of the document since may be nothing for the caller.</summary>
    private async Task<Item<JsonObject>> CreatedAsync(Task<Item<JsonObject>> creation, TransactionOptions once)
    {
        try
        {
            var item = await creation.ConfigureAwait(false);
            return once.Token is null || Sees(item) ? item : throw Gone(null);
        }
        catch (DocumentNotFoundException gone)
        {
            throw Gone(gone);
        }
    }

    /// <summary>A change that may have happened before, too: of what the caller has lost since nothing is told.</summary>
    private async Task<Item<JsonObject>> ChangedAsync(Task<Item<JsonObject>> change)
    {
        var item = await change.ConfigureAwait(false);
        return Sees(item) ? item : throw new GatewayException(404, ProblemCodes.DocumentNotFound, "The document is not there.");
    }

    private bool Sees(Item<JsonObject> item) => scope is null || scope.Sees(item.Value);

    private static GatewayException Gone(DocumentNotFoundException? inner) => new(
        new Problem(409, ProblemCodes.IdempotentAnswerNotKept, "The document was created under this Idempotency-Key before, and has been deleted or given away since."), inner);

    private static GatewayException KeyNotChosen(string pointer) => new(new Problem(400, ProblemCodes.ValidationFailed, "The document has a fault.")
    {
        Errors = [new ProblemError(pointer, FaultCodes.ReadOnly, "The app makes the keys here: leave it out.")],
    });
}
