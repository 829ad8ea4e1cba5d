using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>A model's documents as an HTTP resource: list, query, get, create, replace, patch, delete and bulk, each one line in a function class.</summary>
/// <remarks>
/// ETags are strong (RFC 9110); a refused precondition is 412, a replacement without If-Match 428. Bodies are the model's JSON, checked by the schema with all faults at once.
/// Documents may have owners, who alone see and write them (<see cref="ResourceBuilder{T}.OwnedBy"/>). What is thrown is the gateway's to answer: let it pass. Add filters with <c>services.AddResource&lt;T&gt;(…)</c>. Safe for concurrent use.
/// </remarks>
/// <typeparam name="T">The model's type.</typeparam>
public sealed class Resource<T>
{
    private static readonly string[] Json = [JsonBody.Json];

    private readonly IRepository<T> _repository;
    private readonly ResourceKeys _keys;
    private readonly GatewayOptions _options;

    /// <summary>A resource without filters.</summary>
    public Resource(IRepository<T> repository, IOptions<GatewayOptions> options)
        : this(repository, options, new ResourceBuilder<T>())
    {
    }

    internal Resource(IRepository<T> repository, IOptions<GatewayOptions> options, ResourceBuilder<T> definition)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(options);
        _repository = repository;
        _keys = new ResourceKeys(repository.Schema);
        _options = options.Value;
        Filters = [.. definition.Filters];
        Sorts = [.. definition.Sorts];
        FilterRules = definition.Rules;
        Order = definition.Shape;
        Owner = definition.Owner?.Invoke(repository.Schema);
    }

    internal IReadOnlyList<ResourceFilter<T>> Filters { get; }

    internal IReadOnlyList<ResourceSort<T>> Sorts { get; }

    /// <summary>What filters written as text may ask; null when there are none.</summary>
    internal FilterRules? FilterRules { get; }

    /// <summary>Whose documents are; null when they have no owners.</summary>
    internal OwnerRule? Owner { get; }

    internal Schema<T> Schema => _repository.Schema;

    private Func<Query<T>, Query<T>>? Order { get; }

    /// <summary>A page of the partition's documents: <c>{"items": […], "next": "cursor"}</c>, and a Link header with <c>rel="next"</c> while there are more, and <c>rel="first"</c> from the second page on.</summary>
    /// <remarks>Takes <c>limit</c> (1 to 100, 25 unless given), <c>cursor</c>, <c>fields</c> (<c>name,home.city</c>), the declared filters, and <c>filter</c> and <c>sort</c> where the
    /// resource says so; every other query parameter is a fault. Cursors are signed, end after <c>Documents:CursorLifetime</c> and belong to their caller; there is no way back but the start.</remarks>
    public async Task<IResult> ListAsync(HttpRequest request, PartitionKey partition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        _keys.CheckPartition(partition);
        var documents = Of(request);
        var asked = ListParameters.Read(request.Query, this);
        var page = await PageAsync(request, documents, partition, asked, Token(request, cancellationToken)).ConfigureAwait(false);
        var next = page.Next is null ? null : $"<{Links.Next(request, _options.PublicBaseUrl, page.Next)}>; rel=\"next\"";
        var first = asked.Cursor is null ? null : $"<{Links.First(request, _options.PublicBaseUrl)}>; rel=\"first\"";
        return new PageResult(page, asked.Fields, string.Join(", ", new[] { next, first }.OfType<string>()));
    }

    /// <summary>A page like <see cref="ListAsync"/>'s, its parameters in a JSON body instead of the address: the QUERY method (RFC 10008), safe and idempotent.</summary>
    /// <remarks><c>{"limit": 10, "minAge": 3, "sort": "-age", "fields": ["name"], "cursor": "…"}</c>. For filters too long for an address, or that must not be in logs.</remarks>
    public async Task<IResult> QueryAsync(HttpRequest request, PartitionKey partition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        _keys.CheckPartition(partition);
        var token = Token(request, cancellationToken);
        var documents = Of(request);
        var body = await JsonBody.ReadAsync(request, _options.MaxJsonDepth, QueryBody.Types, token).ConfigureAwait(false);
        ListRequest<T> asked;
        try
        {
            asked = ListParameters.Read(QueryBody.Read(body), this);
        }
        catch (GatewayException wrong) when (wrong.Problem.Code == ProblemCodes.InvalidParameter)
        {
            throw new GatewayException(wrong.Problem with { Code = ProblemCodes.ValidationFailed, Errors = [.. wrong.Problem.Errors.Select(error => error with { In = "body" })] }, wrong);
        }

        return new PageResult(await PageAsync(request, documents, partition, asked, token).ConfigureAwait(false), asked.Fields, "");
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

    /// <summary>One document with its ETag; 304 when If-None-Match has that version; 404 when there is none.</summary>
    /// <remarks>With <c>fields=name,home.city</c> just these attributes, under an ETag of their own, which If-Match takes like the document's.</remarks>
    public async Task<IResult> GetAsync(HttpRequest request, PartitionKey partition, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var key = _keys.Of(partition, id);
        var fields = ListParameters.ReadFields(request.Query, Schema);
        var item = await Of(request).GetAsync(key, Token(request, cancellationToken)).ConfigureAwait(false) ?? throw NotFound();
        return Preconditions.IsCurrent(request, fields?.VersionOf(item.ETag) ?? item.ETag) ? DocumentResult.NotModified(item, fields) : DocumentResult.Found(item, fields);
    }

    /// <summary>Creates a document from the body: 201 with Location, ETag and the document as stored; 409 when the id is taken; 400 with every fault of the body.</summary>
    /// <remarks>Under an <c>Idempotency-Key</c> (<see cref="IdempotentAttribute"/>) it is created once, even when the app died before the answer was recorded: who comes again gets the document as it is then.</remarks>
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
        return DocumentResult.Found(await documents.ReplaceAsync(key, body, version, token).ConfigureAwait(false));
    }

    /// <summary>Merges the body into a document (RFC 7396): 200; 404 when there is none; 412 when If-Match, which may be left out, is stale; 400 with every fault of the result.</summary>
    /// <remarks>The body is <c>application/merge-patch+json</c> or <c>application/json</c>.</remarks>
    public async Task<IResult> MergePatchAsync(HttpRequest request, PartitionKey partition, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token = Token(request, cancellationToken);
        var (documents, key, version) = await FindAsync(request, partition, id, token).ConfigureAwait(false);
        var patch = await JsonBody.ReadObjectAsync(request, _options.MaxJsonDepth, PatchBody.Merge, token).ConfigureAwait(false);
        return DocumentResult.Found(await documents.MergeAsync(key, patch, version, token).ConfigureAwait(false));
    }

    /// <summary>Applies a JSON patch to a document (RFC 6902): 200; 409 <c>patch-test-failed</c>; 422 when it names a place that is not there; else as <see cref="MergePatchAsync"/>.</summary>
    /// <remarks>The body is <c>application/json-patch+json</c>, at most 100 operations, all of which happen or none.</remarks>
    public async Task<IResult> JsonPatchAsync(HttpRequest request, PartitionKey partition, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token = Token(request, cancellationToken);
        var (documents, key, version) = await FindAsync(request, partition, id, token).ConfigureAwait(false);
        var patch = JsonPatch.Parse(await JsonBody.ReadAsync(request, _options.MaxJsonDepth, PatchBody.Json, token).ConfigureAwait(false));
        return DocumentResult.Found(await documents.PatchAsync(key, patch, version, token).ConfigureAwait(false));
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
        return await documents.DeleteAsync(key, version, token).ConfigureAwait(false) ? Results.NoContent() : throw NotFound();
    }

    private Task<Page<JsonObject>> PageAsync(HttpRequest request, CallerDocuments documents, PartitionKey partition, ListRequest<T> asked, CancellationToken cancellationToken)
    {
        var query = documents.Within(_repository.Query(partition));
        foreach (var (filter, value) in asked.Filters)
        {
            query = query.Where(filter.Condition(value));
        }

        query = asked.Condition is null ? query : query.Where(asked.Condition);
        query = (asked.Order ?? Order)?.Invoke(query) ?? query;
        return query.Take(asked.Limit).After(asked.Cursor).BoundTo(request.HttpContext.User.FindFirst("sub")?.Value).JsonPageAsync(cancellationToken);
    }

    private static CancellationToken Token(HttpRequest request, CancellationToken given) => given.CanBeCanceled ? given : request.HttpContext.RequestAborted;

    private static GatewayException NotFound() => new(404, ProblemCodes.DocumentNotFound, "The document is not there.");

    private CallerDocuments Of(HttpRequest request) => new(_repository.Json, Owner?.ScopeOf(request.HttpContext));

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
