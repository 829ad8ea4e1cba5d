namespace Virga.Documents;

/// <summary>The documents of one model. Thread-safe; one for the life of the application.</summary>
/// <remarks>
/// <para>A point operation costs exactly one request. These take a read more: an update that <see cref="UpdateAsync"/> cannot send as a patch, <see cref="SaveAsync"/> and
/// <see cref="ReplaceAsync"/> with a condition or of a value that does not carry its creation time, deletes with a condition, and updates of models whose documents expire since their creation
/// or at an attribute (<see cref="SchemaExpiry"/>).</para>
/// <para>Every method throws a <see cref="StoreException"/> leaf when the store refuses, <see cref="ValidationException"/> (with all faults) before anything is sent,
/// and <see cref="DocumentReadException"/> when what is stored is not what the model says.</para>
/// </remarks>
/// <typeparam name="T">The model's type.</typeparam>
public interface IRepository<T>
{
    /// <summary>The model.</summary>
    Schema<T> Schema { get; }

    /// <summary>The same documents as JSON, without the way through <typeparamref name="T"/>.</summary>
    IJsonRepository Json { get; }

    /// <summary>Reads a document; null when there is none.</summary>
    Task<Item<T>?> GetAsync(DocumentKey key, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Whether a document is there. It costs what reading it costs.</summary>
    Task<bool> ExistsAsync(DocumentKey key, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reads many documents of any partitions, each once, with few requests: one for every physical partition and 1,000 keys.</summary>
    Task<ManyResult<T>> GetManyAsync(IReadOnlyList<DocumentKey> keys, ReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Makes an item of a document as the store gave it: of <see cref="ConditionFailedException.Current"/>, or of a change feed.</summary>
    Item<T> Read(StoredDocument document);

    /// <summary>Writes a new document.</summary>
    /// <exception cref="DocumentExistsException">The key is taken.</exception>
    Task<Item<T>> CreateAsync(T value, CancellationToken cancellationToken = default);

    /// <summary>Writes a document, new or not. With <see cref="WriteOptions{T}.IfMatch"/> it must exist with that version.</summary>
    /// <remarks>The creation time is the value's own when it carries one, else the stored document's (a read more), else now.</remarks>
    Task<Item<T>> SaveAsync(T value, WriteOptions<T>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Writes over a document that exists.</summary>
    /// <exception cref="DocumentNotFoundException">It does not exist.</exception>
    Task<Item<T>> ReplaceAsync(T value, WriteOptions<T>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Changes parts of a document that exists.</summary>
    /// <remarks>One request (a patch) when the changes can be checked without the document and the store has such a patch (<see cref="PatchRules"/>). Otherwise read, change, check, replace with the
    /// version read, tried anew when somebody else wrote in between (<see cref="DocumentsOptions.RaceRetries"/>): models with computed attributes, adding to an attribute that has rules or is a decimal,
    /// changing a list that has rules or is not there yet, sets and their union and difference, changes inside an attribute that has rules or a write transform, set-if-absent, sums that leave a number's range, and more changes than
    /// <see cref="StoreLimits.ActionsPerPatch"/> (a removal counts twice, the update time is one).</remarks>
    /// <exception cref="DocumentNotFoundException">It does not exist.</exception>
    Task<Item<T>> UpdateAsync(DocumentKey key, Update<T> update, WriteOptions<T>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Changes parts of a document and gives it back as it was before; null when the update made it (<see cref="UpdateMode.Upsert"/>).</summary>
    /// <remarks>Read, change, replace with the version read: what comes back is what the changes were made to.</remarks>
    /// <exception cref="DocumentNotFoundException">It does not exist.</exception>
    Task<Item<T>?> UpdateReturningAsync(DocumentKey key, Update<T> update, WriteOptions<T>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Removes a document; false when there is none.</summary>
    Task<bool> DeleteAsync(DocumentKey key, WriteOptions<T>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Removes a document and gives back what it was; null when there is none. Two requests: it reads, then deletes the version read.</summary>
    Task<Item<T>?> DeleteReturningAsync(DocumentKey key, WriteOptions<T>? options = null, CancellationToken cancellationToken = default);

    /// <summary>Writes many documents of any partitions, new or not, with few requests: up to 100 of a partition go together.</summary>
    /// <remarks>No transaction: when one is refused, the others are written. What the store could not do now is tried again (<see cref="DocumentsOptions.Retry"/>). Creation times are the
    /// values' own when they carry one, else now; nothing is read. A document given twice is written twice, in order.</remarks>
    /// <exception cref="ValidationException">Some are not valid; it has the faults of all, under their numbers. Nothing was sent.</exception>
    Task<BatchResult<T>> SaveManyAsync(IReadOnlyList<T> values, CancellationToken cancellationToken = default);

    /// <summary>Removes many documents of any partitions with few requests, as <see cref="SaveManyAsync"/> writes them. What is missing counts as done.</summary>
    Task<BatchResult<T>> DeleteManyAsync(IReadOnlyList<DocumentKey> keys, CancellationToken cancellationToken = default);

    /// <summary>Says what an operation would send, without sending it: the first request, and whether it only reads what is then written.</summary>
    /// <param name="operation">The operation on the repository it is given: <c>r => r.UpdateAsync(key, update)</c>, or a query's <c>r => r.Query(p).PageAsync()</c>.</param>
    /// <returns>The request; null when the operation would send none.</returns>
    /// <exception cref="ValidationException">The operation would be refused before it is sent.</exception>
    Task<RequestDescription?> DescribeAsync(Func<IRepository<T>, Task> operation);

    /// <summary>The value with the model's defaults where it has nothing, except those that wait for something; the value given stays as it is. Nothing is checked or sent.</summary>
    T WithDefaults(T value);

    /// <summary>What differs between two states of a document: an <see cref="Item{T}"/> keeps what was read, so compare with its value.</summary>
    IReadOnlyList<DocumentChange> Changes(T before, T after);

    /// <summary>The model's named views.</summary>
    Serializers<T> Serializers { get; }

    /// <summary>A query of one partition.</summary>
    Query<T> Query(PartitionKey partition);

    /// <summary>A query of all partitions: it costs more the more partitions there are.</summary>
    Query<T> Scan();
}
