using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Virga.Documents;

namespace Virga.Gateway;

public sealed partial class Resource<T>
{
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
}
