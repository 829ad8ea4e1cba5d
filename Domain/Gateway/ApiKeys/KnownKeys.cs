using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Finds the key of a presented value and remembers it, and that there is none, for <see cref="ApiKeyOptions.TrustFor"/>.</summary>
/// <remarks>
/// A value is found by half of its hash and believed when the whole hash is equal, compared in constant time. Nothing tells a wrong value from a disabled or expired key.
/// </remarks>
internal sealed class KnownKeys(IDocumentStore store, IOptions<ApiKeyOptions> options, TimeProvider time)
{
    private const int MostKnown = 10_000;

    private readonly ConcurrentDictionary<UInt128, KnownKey> _known = new();

    /// <summary>The key of a value that is accepted now; null for every other.</summary>
    public async ValueTask<KnownKey?> FindAsync(string value, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.MayBeKey(value, options.Value.Prefix))
        {
            return null;
        }

        var hash = ApiKeyText.Hash(value);
        var handle = ApiKeyText.Handle(hash);
        var now = time.GetUtcNow();
        if (!_known.TryGetValue(handle, out var known) || known.Until <= now || !CryptographicOperations.FixedTimeEquals(known.Hash, hash))
        {
            known = await ReadAsync(hash, now, cancellationToken).ConfigureAwait(false);
            if (_known.Count >= MostKnown)
            {
                _known.Clear();
            }

            _known[handle] = known;
        }

        return known.Key is { Enabled: true } key && !(key.ExpiresAt <= now) && !(key.OldValueUntil <= now) ? known : null;
    }

    public void Forget(UInt128 handle) => _known.TryRemove(handle, out _);

    public void Forget(ApiKeyRecord record)
    {
        Forget(ApiKeyText.Handle(Convert.FromBase64String(record.Secret)));
        if (record.OldSecret is { } old)
        {
            Forget(ApiKeyText.Handle(Convert.FromBase64String(old)));
        }
    }

    /// <summary>Forgets everything: a plan has changed.</summary>
    public void Clear() => _known.Clear();

    private async Task<KnownKey> ReadAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var nothing = new KnownKey(hash, null, null, now + options.Value.TrustFor);
        var secret = await store.FindAsync<ApiSecretRecord>(KeyDocuments.Secrets, ApiKeyRecord.HandleOf(hash), cancellationToken).ConfigureAwait(false);
        if (secret is not var (found, _) || !CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(found.Hash), hash))
        {
            return nothing;
        }

        if (await store.FindAsync<ApiKeyRecord>(KeyDocuments.Keys, found.KeyId, cancellationToken).ConfigureAwait(false) is not var (record, _))
        {
            return nothing;
        }

        var isOld = !CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(record.Secret), hash);
        if (isOld && (record.OldSecret is null || !CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(record.OldSecret), hash)))
        {
            return nothing;
        }

        var key = record.Key with { OldValueUntil = isOld ? record.Key.OldValueUntil : null, LastUsedAt = record.LastUsedAt };
        if (key.Plan is not { } name)
        {
            return nothing with { Key = key };
        }

        // A plan that is gone must not leave the key without limits.
        return await store.FindAsync<UsagePlan>(KeyDocuments.Plans, name, cancellationToken).ConfigureAwait(false) is var (plan, _)
            ? nothing with { Key = key, Plan = plan }
            : nothing;
    }
}
