using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>The documents of one model as JSON: what HTTP bodies go through. Same rules, same faults, same store as <see cref="IRepository{T}"/>.</summary>
/// <remarks>
/// Bodies are the model's own shape: camel-case names, the key under its own name. They are never changed. Attributes the framework writes (timestamps, computed ones) are ignored in bodies,
/// so that what was read can be sent back. An attribute that is null counts as absent. Faults carry JSON pointers into the body.
/// </remarks>
public interface IJsonRepository
{
    /// <summary>The model.</summary>
    Schema Schema { get; }

    /// <summary>Reads a document; null when there is none.</summary>
    Task<Item<JsonObject>?> GetAsync(DocumentKey key, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Writes a new document into a partition. The body may leave the partition's attributes out, and the key when the model makes keys.</summary>
    /// <exception cref="ValidationException">The body is not valid, or names another partition.</exception>
    /// <exception cref="DocumentExistsException">The key is taken.</exception>
    Task<Item<JsonObject>> CreateAsync(PartitionKey partition, JsonObject body, CancellationToken cancellationToken = default);

    /// <summary>Writes a new document under a key the caller chose (<c>PUT</c> with <c>If-None-Match: *</c>). The body may leave key and partition out.</summary>
    /// <exception cref="ValidationException">The body is not valid, or names another key.</exception>
    /// <exception cref="DocumentExistsException">The key is taken.</exception>
    Task<Item<JsonObject>> CreateAsync(DocumentKey key, JsonObject body, CancellationToken cancellationToken = default);

    /// <summary>Writes a new document into a partition, once (<see cref="JsonWriteOptions.Once"/>), and with what is not the model's own code to change (<see cref="JsonWriteOptions.Keep"/>).</summary>
    /// <remarks>What the options demand of a stored document means nothing here.</remarks>
    /// <exception cref="ValidationException">The body is not valid, or names another partition.</exception>
    /// <exception cref="DocumentExistsException">The key is taken.</exception>
    /// <exception cref="DocumentNotFoundException">The document was created under the token before, and is gone since.</exception>
    /// <exception cref="TransactionTokenException">The token belongs to another transaction.</exception>
    Task<Item<JsonObject>> CreateAsync(PartitionKey partition, JsonObject body, JsonWriteOptions options, CancellationToken cancellationToken = default);

    /// <summary>Writes a new document under a key the caller chose, as <see cref="CreateAsync(PartitionKey, JsonObject, JsonWriteOptions, CancellationToken)"/> does.</summary>
    /// <exception cref="ValidationException">The body is not valid, or names another key.</exception>
    /// <exception cref="DocumentExistsException">The key is taken.</exception>
    /// <exception cref="DocumentNotFoundException">The document was created under the token before, and is gone since.</exception>
    /// <exception cref="TransactionTokenException">The token belongs to another transaction.</exception>
    Task<Item<JsonObject>> CreateAsync(DocumentKey key, JsonObject body, JsonWriteOptions options, CancellationToken cancellationToken = default);

    /// <summary>Writes over a document that exists (<c>PUT</c>). The body may leave key and partition out. With timestamps a read more, to keep the creation time.</summary>
    /// <exception cref="ValidationException">The body is not valid, or names another key.</exception>
    /// <exception cref="DocumentNotFoundException">It does not exist.</exception>
    /// <exception cref="ETagMismatchException">It has another version than <see cref="JsonWriteOptions.IfMatch"/>.</exception>
    Task<Item<JsonObject>> ReplaceAsync(DocumentKey key, JsonObject body, JsonWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Merges a patch into a document that exists (RFC 7396): read, merge, check the whole result, replace with the version read;
    /// tried anew when somebody else wrote in between.</summary>
    /// <exception cref="ValidationException">The result is not valid, or the patch would change the key. Nothing was written.</exception>
    /// <exception cref="DocumentNotFoundException">It does not exist.</exception>
    /// <exception cref="ETagMismatchException">It has another version than <see cref="JsonWriteOptions.IfMatch"/>.</exception>
    Task<Item<JsonObject>> MergeAsync(DocumentKey key, JsonObject patch, JsonWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Applies a JSON patch (RFC 6902) to a document that exists: read, apply, check the whole result, replace with the version read; tried anew when somebody else wrote in between.</summary>
    /// <remarks>Pointers go through the document in the model's own shape, before any read transform.</remarks>
    /// <exception cref="JsonPatchException">A test failed, or a place is not there. Nothing was written.</exception>
    /// <exception cref="ValidationException">The result is not valid, or the patch would change the key. Nothing was written.</exception>
    /// <exception cref="DocumentNotFoundException">It does not exist.</exception>
    /// <exception cref="ETagMismatchException">It has another version than <see cref="JsonWriteOptions.IfMatch"/>.</exception>
    Task<Item<JsonObject>> PatchAsync(DocumentKey key, JsonPatch patch, JsonWriteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Removes a document; false when there is none.</summary>
    Task<bool> DeleteAsync(DocumentKey key, JsonWriteOptions? options = null, CancellationToken cancellationToken = default);
}
