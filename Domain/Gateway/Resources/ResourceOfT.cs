using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>A model's documents as an HTTP resource: list, query, get, create, replace, patch, delete and bulk, each one line in a function class.</summary>
/// <remarks>
/// ETags are strong (RFC 9110); a refused precondition is 412, a replacement without If-Match 428. Bodies are the model's JSON, checked by the schema with all faults at once.
/// Under an <c>Idempotency-Key</c> (<see cref="IdempotentAttribute"/>) every write happens once, even when the app died before its answer was recorded: who comes again gets the document as it is then.
/// Documents may have owners, who alone see and write them (<see cref="ResourceBuilder{T}.OwnedBy"/>). What is thrown is the gateway's to answer: let it pass. Add filters with <c>services.AddResource&lt;T&gt;(…)</c>. Safe for concurrent use.
/// </remarks>
/// <typeparam name="T">The model's type.</typeparam>
public sealed partial class Resource<T>
{
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

    private static CancellationToken Token(HttpRequest request, CancellationToken given) => given.CanBeCanceled ? given : request.HttpContext.RequestAborted;

    private static GatewayException NotFound() => new(404, ProblemCodes.DocumentNotFound, "The document is not there.");

    private CallerDocuments Of(HttpRequest request) => new(_repository.Json, Owner?.ScopeOf(request.HttpContext));
}
