using Microsoft.AspNetCore.Http;
using Virga.Documents;

namespace Virga.Gateway;

public sealed partial class Resource<T>
{
    private static readonly string[] Json = [JsonBody.Json];

    /// <summary>Creates a document from the body: 201 with Location, ETag and the document as stored; 409 when the id is taken; 400 with every fault of the body.</summary>
    public async Task<IResult> CreateAsync(HttpRequest request, PartitionKey partition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        _keys.CheckPartition(partition);
        var token = Token(request, cancellationToken);
        var documents = Of(request);
        var body = await JsonBody.ReadObjectAsync(request, _options.MaxJsonDepth, Json, token).ConfigureAwait(false);
        var item = await documents.CreateAsync(partition, body, request.Once(), token).ConfigureAwait(false);
        return DocumentResult.Created(item, Links.Child(request, _options.PublicBaseUrl, item.Key.Id));
    }

    /// <summary>Replaces a document by the body (PUT), whose version If-Match must name: 200; 428 without it; 412 when it is stale; 404 when there is no document.</summary>
    /// <remarks>With <c>If-None-Match: *</c> it creates instead: 201, or 412 when the document exists. <c>If-Match: *</c> replaces any version.</remarks>
    public async Task<IResult> ReplaceAsync(HttpRequest request, PartitionKey partition, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var key = _keys.Of(partition, id);
        var token = Token(request, cancellationToken);
        var documents = Of(request);
        if (Preconditions.CreatesOnly(request))
        {
            return await CreateOnlyAsync(request, documents, key, token).ConfigureAwait(false);
        }

        if (request.Headers.IfMatch.Count == 0)
        {
            throw await documents.GetAsync(key, token).ConfigureAwait(false) is null ? NotFound() : Preconditions.IfMatchRequired();
        }

        var version = await VersionAsync(request, documents, key, token).ConfigureAwait(false);
        var body = await JsonBody.ReadObjectAsync(request, _options.MaxJsonDepth, Json, token).ConfigureAwait(false);
        return DocumentResult.Found(await documents.ReplaceAsync(key, body, version, request.Once(), token).ConfigureAwait(false));
    }

    /// <summary>Merges the body into a document (RFC 7396): 200; 404 when there is none; 412 when If-Match, which may be left out, is stale; 400 with every fault of the result.</summary>
    /// <remarks>The body is <c>application/merge-patch+json</c> or <c>application/json</c>.</remarks>
    public async Task<IResult> MergePatchAsync(HttpRequest request, PartitionKey partition, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token = Token(request, cancellationToken);
        var (documents, key, version) = await FindAsync(request, partition, id, token).ConfigureAwait(false);
        var patch = await JsonBody.ReadObjectAsync(request, _options.MaxJsonDepth, PatchBody.Merge, token).ConfigureAwait(false);
        return DocumentResult.Found(await documents.MergeAsync(key, patch, version, request.Once(), token).ConfigureAwait(false));
    }

    /// <summary>Applies a JSON patch to a document (RFC 6902): 200; 409 <c>patch-test-failed</c>; 422 when it names a place that is not there; else as <see cref="MergePatchAsync"/>.</summary>
    /// <remarks>The body is <c>application/json-patch+json</c>, at most 100 operations, all of which happen or none.</remarks>
    public async Task<IResult> JsonPatchAsync(HttpRequest request, PartitionKey partition, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token = Token(request, cancellationToken);
        var (documents, key, version) = await FindAsync(request, partition, id, token).ConfigureAwait(false);
        var patch = JsonPatch.Parse(await JsonBody.ReadAsync(request, _options.MaxJsonDepth, PatchBody.Json, token).ConfigureAwait(false));
        return DocumentResult.Found(await documents.PatchAsync(key, patch, version, request.Once(), token).ConfigureAwait(false));
    }

    /// <summary>Changes parts of a document by what the body is: a JSON patch (<see cref="JsonPatchAsync"/>), or a merge patch (<see cref="MergePatchAsync"/>).</summary>
    public Task<IResult> PatchAsync(HttpRequest request, PartitionKey partition, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return JsonBody.Is(request, JsonBody.JsonPatch)
            ? JsonPatchAsync(request, partition, id, cancellationToken)
            : JsonBody.Is(request, JsonBody.MergePatch) || JsonBody.Is(request, JsonBody.Json)
                ? MergePatchAsync(request, partition, id, cancellationToken)
                : throw JsonBody.Unsupported(request, PatchBody.Both);
    }

    /// <summary>Removes a document: 204; 404 when there is none; 412 when If-Match, which may be left out, is stale.</summary>
    public async Task<IResult> DeleteAsync(HttpRequest request, PartitionKey partition, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token = Token(request, cancellationToken);
        var (documents, key, version) = await FindAsync(request, partition, id, token).ConfigureAwait(false);
        return await documents.DeleteAsync(key, version, request.Once(), token).ConfigureAwait(false) ? Results.NoContent() : throw NotFound();
    }

    /// <summary>Does up to 100 creates, replaces, upserts, merge patches and deletes: 200 with a status, and the document or the problem, for each in its order.</summary>
    /// <remarks>The body is <c>{"operations": [{"op": "create", "body": {…}}, {"op": "delete", "id": "x", "ifMatch": "…"}]}</c>. Each succeeds or is refused for itself, as if it had been a request;
    /// a replacement needs <c>ifMatch</c> (<c>*</c> for any version). What has to happen together belongs in a transaction (<see cref="IDocuments"/>).</remarks>
    public async Task<IResult> BulkAsync(HttpRequest request, PartitionKey partition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        _keys.CheckPartition(partition);
        var token = Token(request, cancellationToken);
        var documents = Of(request);
        var operations = BulkOperation.ReadAll(await JsonBody.ReadAsync(request, _options.MaxJsonDepth, Json, token).ConfigureAwait(false));
        var run = new BulkRun(documents, partition, _keys);
        return new BulkResult(await run.RunAsync(operations, request, token).ConfigureAwait(false));
    }

    /// <summary>What a change is about: the caller's documents, the key, and the version If-Match demands.</summary>
    private async Task<(CallerDocuments Documents, DocumentKey Key, string? Version)> FindAsync(HttpRequest request, PartitionKey partition, string id, CancellationToken cancellationToken)
    {
        var (documents, key) = (Of(request), _keys.Of(partition, id));
        return (documents, key, await VersionAsync(request, documents, key, cancellationToken).ConfigureAwait(false));
    }

    private async Task<IResult> CreateOnlyAsync(HttpRequest request, CallerDocuments documents, DocumentKey key, CancellationToken cancellationToken)
    {
        if (!documents.ChoosesKeys)
        {
            throw await documents.GetAsync(key, cancellationToken).ConfigureAwait(false) is null ? NotFound() : Exists();
        }

        var body = await JsonBody.ReadObjectAsync(request, _options.MaxJsonDepth, Json, cancellationToken).ConfigureAwait(false);
        try
        {
            var item = await documents.CreateAsync(key, body, request.Once(), cancellationToken).ConfigureAwait(false);
            return DocumentResult.Created(item, Links.Self(request, _options.PublicBaseUrl));
        }
        catch (DocumentExistsException exists)
        {
            throw Exists(exists);
        }
    }

    private static GatewayException Exists(Exception? inner = null) => new(new Problem(412, ProblemCodes.ETagMismatch, "The document exists."), inner);

    /// <summary>The version If-Match demands of the write; null for any. A list of versions costs a read: the store can be asked for one only.</summary>
    private static async Task<string?> VersionAsync(HttpRequest request, CallerDocuments documents, DocumentKey key, CancellationToken cancellationToken)
    {
        switch (Preconditions.IfMatch(request))
        {
            case null:
                return null;
            case [var only]:
                return only;
            case var versions:
                var current = await documents.GetAsync(key, cancellationToken).ConfigureAwait(false) ?? throw NotFound();
                return versions.Contains(current.ETag, StringComparer.Ordinal)
                    ? current.ETag
                    : throw new GatewayException(412, ProblemCodes.ETagMismatch, "The document has none of these versions.");
        }
    }
}
