using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>The API keys: make, look at, change, rotate, delete. Values are stored hashed and shown once.</summary>
/// <remarks>Errors are <see cref="GatewayException"/>s: 400 <c>validation-failed</c> with every fault, 404 <c>not-found</c>. What changes counts on other instances <see cref="ApiKeyOptions.TrustFor"/> later.</remarks>
public sealed class ApiKeys
{
    /// <summary>The longest overlap of a rotation: 30 days.</summary>
    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(30);

    private const int Races = 8;

    private readonly IDocumentStore _store;
    private readonly KnownKeys _known;
    private readonly ApiKeyOptions _options;
    private readonly TimeProvider _time;

    internal ApiKeys(IDocumentStore store, KnownKeys known, IOptions<ApiKeyOptions> options, TimeProvider time) =>
        (_store, _known, _options, _time) = (store, known, options.Value, time);

    /// <summary>Makes a key; its value can be read from what comes back and never again.</summary>
    public async Task<NewApiKey> CreateAsync(ApiKeyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await ApiKeyRules.CheckAsync(_store, _options.Prefix, request.Name, request.Owner, request.Plan, request.Value, cancellationToken).ConfigureAwait(false);
        var now = _time.GetUtcNow();
        var value = request.Value ?? ApiKeyText.New(_options.Prefix);
        var hash = ApiKeyText.Hash(value);
        var record = new ApiKeyRecord(new ApiKey(Guid.CreateVersion7(now).ToString("n"), request.Name.Trim())
        {
            Owner = request.Owner,
            Plan = request.Plan,
            ExpiresAt = request.ExpiresAt?.ToUniversalTime(),
            CreatedAt = now,
            Hint = ApiKeyText.Hint(value, _options.Prefix),
        })
        {
            Secret = Convert.ToBase64String(hash),
        };
        try
        {
            await _store.TransactAsync(new StoreTransaction(KeyDocuments.Partition, [new StoreOperation.Create(Id(record), Body(record)), SecretOf(record.Key.Id, hash)]), cancellationToken).ConfigureAwait(false);
        }
        catch (TransactionFailedException fault) when (fault.Reason is DocumentExistsException)
        {
            throw ApiKeyRules.Refusal(new ProblemError("/value", "not-allowed", "There is a key with this value."));
        }

        _known.Forget(ApiKeyText.Handle(hash));
        return new NewApiKey(value, record.ToView(now));
    }

    /// <summary>One key.</summary>
    public async Task<ApiKey> GetAsync(string id, CancellationToken cancellationToken = default) =>
        (await FindAsync(id, cancellationToken).ConfigureAwait(false)).Record.ToView(_time.GetUtcNow());

    /// <summary>One page of the keys, oldest first.</summary>
    /// <param name="size">The most keys, 1 to 100.</param>
    /// <param name="cursor">Where the last page ended; null to start.</param>
    /// <param name="owner">Only keys of this owner; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ApiKeyPage> ListAsync(int size = 100, string? cursor = null, string? owner = null, CancellationToken cancellationToken = default)
    {
        PageSize.Check(size);
        var filter = owner is null ? null : KeyDocuments.Is(DocumentPath.Of("key", "owner"), ComparisonOperator.Equal, owner);
        var (items, next) = await _store.ListAsync<ApiKeyRecord>(KeyDocuments.Keys, record => record.Key.Id, filter, size, cursor, cancellationToken).ConfigureAwait(false);
        var now = _time.GetUtcNow();
        return new ApiKeyPage([.. items.Select(record => record.ToView(now))], next);
    }

    /// <summary>Changes a key.</summary>
    public async Task<ApiKey> ChangeAsync(string id, ApiKeyChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var name = change.Name.IsUnset ? "" : change.Name.HasValue ? change.Name.Value : null;
        await ApiKeyRules.CheckAsync(_store, _options.Prefix, name ?? "-", change.Owner.Value, change.Plan.Value, value: null, cancellationToken).ConfigureAwait(false);
        var record = await ChangeAsync(id, record => record with
        {
            Key = record.Key with
            {
                Name = name?.Trim() ?? record.Key.Name,
                Owner = change.Owner.HasValue || change.Owner.IsUnset ? change.Owner.Value : record.Key.Owner,
                Plan = change.Plan.HasValue || change.Plan.IsUnset ? change.Plan.Value : record.Key.Plan,
                Enabled = change.Enabled.HasValue ? change.Enabled.Value : record.Key.Enabled,
                ExpiresAt = change.ExpiresAt.HasValue ? change.ExpiresAt.Value.ToUniversalTime() : change.ExpiresAt.IsUnset ? null : record.Key.ExpiresAt,
            },
        }, cancellationToken).ConfigureAwait(false);
        return record.ToView(_time.GetUtcNow());
    }

    /// <summary>Gives a key a new value; the old one works for the overlap, and any older one no more.</summary>
    /// <param name="id">The key.</param>
    /// <param name="overlap">How long the old value works, at most <see cref="LongestOverlap"/>; zero to end it at once, null for <see cref="ApiKeyOptions.RotationOverlap"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<NewApiKey> RotateAsync(string id, TimeSpan? overlap = null, CancellationToken cancellationToken = default)
    {
        var rest = overlap ?? _options.RotationOverlap;
        if (rest < TimeSpan.Zero || rest > LongestOverlap)
        {
            throw ApiKeyRules.Refusal(new ProblemError("/overlapSeconds", "out-of-range", $"Give 0 seconds to {LongestOverlap.TotalDays:0} days."));
        }

        var value = ApiKeyText.New(_options.Prefix);
        var hash = ApiKeyText.Hash(value);
        var record = await ChangeAsync(
            id,
            record => record with
            {
                Key = record.Key with { Hint = ApiKeyText.Hint(value, _options.Prefix), OldValueUntil = rest == TimeSpan.Zero ? null : _time.GetUtcNow() + rest },
                Secret = Convert.ToBase64String(hash),
                OldSecret = rest == TimeSpan.Zero ? null : record.Secret,
            },
            cancellationToken,
            (before, after) => [SecretOf(id, hash), .. before.Handles.Except(after.Handles).Select(handle => new StoreOperation.Delete(KeyDocuments.IdOf(KeyDocuments.Secrets, handle)))]).ConfigureAwait(false);
        return new NewApiKey(value, record.ToView(_time.GetUtcNow()));
    }

    /// <summary>Deletes a key and its values.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellationToken = default) => TransactAsync(
        id,
        (record, etag) => (record, [
            new StoreOperation.Delete(Id(record)) { IfMatch = etag },
            .. record.Handles.Select(handle => new StoreOperation.Delete(KeyDocuments.IdOf(KeyDocuments.Secrets, handle))),
        ]),
        cancellationToken);

    /// <summary>Notes that a key was used.</summary>
    internal Task NoteUseAsync(string id, CancellationToken cancellationToken) => _store.WriteAsync(
        KeyDocuments.Partition,
        new StoreOperation.Patch(KeyDocuments.IdOf(KeyDocuments.Keys, id), [new UpdateAction.Set(DocumentPath.Of("lastUsedAt"), _time.GetUtcNow())]),
        null,
        cancellationToken);

    private async Task<(ApiKeyRecord Record, string ETag)> FindAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Guid.TryParseExact(id, "n", out _) && await _store.FindAsync<ApiKeyRecord>(KeyDocuments.Keys, id, cancellationToken).ConfigureAwait(false) is { } found
            ? found
            : throw new GatewayException(404, ProblemCodes.NotFound, "There is no such API key.");
    }

    private Task<ApiKeyRecord> ChangeAsync(
        string id, Func<ApiKeyRecord, ApiKeyRecord> change, CancellationToken cancellationToken, Func<ApiKeyRecord, ApiKeyRecord, IEnumerable<StoreOperation>>? also = null) => TransactAsync(
        id,
        (record, etag) =>
        {
            var changed = change(record);
            return (changed, [new StoreOperation.Replace(Id(changed), Body(changed)) { IfMatch = etag }, .. also?.Invoke(record, changed) ?? []]);
        },
        cancellationToken);

    /// <summary>Reads a key and writes what follows from it; again when somebody else changed it meanwhile, if only to note a use.</summary>
    private async Task<ApiKeyRecord> TransactAsync(
        string id, Func<ApiKeyRecord, string, (ApiKeyRecord Result, ImmutableArray<StoreOperation> Operations)> write, CancellationToken cancellationToken)
    {
        for (var race = 0; ; race++)
        {
            var (record, etag) = await FindAsync(id, cancellationToken).ConfigureAwait(false);
            var (result, operations) = write(record, etag);
            try
            {
                await _store.TransactAsync(new StoreTransaction(KeyDocuments.Partition, operations), cancellationToken).ConfigureAwait(false);
                _known.Forget(record);
                return result;
            }
            catch (TransactionFailedException fault) when (fault.Reason is ETagMismatchException && race < Races)
            {
                // Look again.
            }
        }
    }

    private static string Id(ApiKeyRecord record) => KeyDocuments.IdOf(KeyDocuments.Keys, record.Key.Id);

    private static JsonObject Body(ApiKeyRecord record) => KeyDocuments.Write(KeyDocuments.Keys, record.Key.Id, record);

    private static StoreOperation.Create SecretOf(string id, byte[] hash)
    {
        var handle = ApiKeyRecord.HandleOf(hash);
        return new StoreOperation.Create(
            KeyDocuments.IdOf(KeyDocuments.Secrets, handle), KeyDocuments.Write(KeyDocuments.Secrets, handle, new ApiSecretRecord(Convert.ToBase64String(hash), id)));
    }
}
