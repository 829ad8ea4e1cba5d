using System.Globalization;
using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>Collects the writes of one partition that all happen or none does. See <see cref="IDocuments.TransactAsync(PartitionKey, Action{Transaction}, CancellationToken)"/>; used inside it only.</summary>
/// <remarks>
/// <para>At most <see cref="StoreLimits.OperationsPerTransaction"/> operations, framework records included. Faults are collected over all operations and thrown together at the end.</para>
/// <para>Updates that need the document (see <see cref="IRepository{T}.UpdateAsync"/>), saves and replaces with a condition or without the creation time, and deletes with a condition
/// read first and write with the version read; when somebody else writes in between, the whole transaction is tried anew.</para>
/// </remarks>
public sealed class Transaction
{
    private readonly List<PendingOperation> _operations = [];
    private readonly List<Action<TransactionOutcome>> _committed = [];
    private readonly List<DocumentFault> _faults = [];
    private readonly List<(int Place, Func<CancellationToken, ValueTask<PendingOperation>> Prepare)> _late = [];
    private string? _faultyModel;
    private string? _container;

    private readonly int _most;

    internal Transaction(PartitionKey partition, IServiceProvider services, int reserved = 0)
    {
        Partition = partition;
        Services = services;
        _most = StoreLimits.OperationsPerTransaction - reserved;
    }

    /// <summary>The partition all operations are in.</summary>
    public PartitionKey Partition { get; }

    /// <summary>The container all operations are in: the models', or <see cref="StorePartition.DefaultContainer"/> while there are only appended records.</summary>
    public string Container => _container ?? StorePartition.DefaultContainer;

    /// <summary>The app's services, for what extends transactions (publishing a notification with a document).</summary>
    public IServiceProvider Services { get; }

    /// <summary>How many operations there are.</summary>
    public int Count => _operations.Count;

    internal IReadOnlyList<PendingOperation> Operations => _operations;

    internal IReadOnlyList<Action<TransactionOutcome>> Committed => _committed;

    /// <summary>Writes a new document. It may leave the partition's attributes out.</summary>
    public Transaction Create<T>(IRepository<T> repository, T value)
    {
        TransactionWrites.Create(Of(repository), value, this);
        return this;
    }

    /// <summary>Writes a document, new or not.</summary>
    public Transaction Save<T>(IRepository<T> repository, T value, WriteOptions<T>? options = null)
    {
        TransactionWrites.Save(Of(repository), value, options, mustExist: false, this);
        return this;
    }

    /// <summary>Writes over a document that exists.</summary>
    public Transaction Replace<T>(IRepository<T> repository, T value, WriteOptions<T>? options = null)
    {
        TransactionWrites.Save(Of(repository), value, options, mustExist: true, this);
        return this;
    }

    /// <summary>Changes parts of a document that exists.</summary>
    public Transaction Update<T>(IRepository<T> repository, DocumentKey key, Update<T> update, WriteOptions<T>? options = null)
    {
        ArgumentNullException.ThrowIfNull(update);
        Add(TransactionWrites.Update(Of(repository), key, update, options, this));
        return this;
    }

    /// <summary>Changes parts of a document that exists, when something is true of it.</summary>
    public Transaction Update<T>(IRepository<T> repository, DocumentKey key, Update<T> update, Expression<Func<T, bool>> when) =>
        Update(repository, key, update, new WriteOptions<T> { When = when });

    /// <summary>Removes a document that exists.</summary>
    public Transaction Delete<T>(IRepository<T> repository, DocumentKey key, WriteOptions<T>? options = null)
    {
        Add(TransactionWrites.Delete(Of(repository), key, options, this));
        return this;
    }

    /// <summary>Changes nothing, and fails the transaction unless the document exists and the condition is true of it. In Cosmos DB it changes the version all the same.</summary>
    public Transaction Check<T>(IRepository<T> repository, DocumentKey key, Expression<Func<T, bool>> when)
    {
        ArgumentNullException.ThrowIfNull(when);
        Add(TransactionWrites.Check(Of(repository), key, when, this));
        return this;
    }

    /// <summary>Adds a write of no model's: what frameworks put beside the documents (outbox and inbox records, idempotency markers).</summary>
    public Transaction Append(StoreOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Add(new PendingOperation(TransactionKind.Append, operation.Id, _ => ValueTask.FromResult(new PreparedOperation(operation, null))));
        return this;
    }

    /// <summary>Runs something after the transaction has happened, in the order added; never when it has not. What it throws is logged and goes no further.</summary>
    public Transaction OnCommitted(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return OnCommitted(_ => action());
    }

    /// <summary>Runs something with what the transaction gave, after it has happened: as <see cref="OnCommitted(Action)"/>.</summary>
    public Transaction OnCommitted(Action<TransactionOutcome> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        _committed.Add(action);
        return this;
    }

    /// <exception cref="InvalidOperationException">The transaction has as many operations as it can.</exception>
    internal void Add(PendingOperation operation)
    {
        if (_operations.Count >= _most)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"A transaction takes at most {_most} operations{(_most < StoreLimits.OperationsPerTransaction ? " beside its token" : "")}, the framework's own included. Split it, or write in several transactions with conditions."));
        }

        _operations.Add(operation);
    }

    /// <summary>Adds an operation whose model's code waits for something; it is prepared once all operations are there.</summary>
    internal void AddLater(Func<CancellationToken, ValueTask<PendingOperation>> prepare)
    {
        _late.Add((_operations.Count, prepare));
        Add(PendingOperation.Nothing);
    }

    /// <summary>Prepares, one after the other, the operations that wait for something.</summary>
    internal async ValueTask SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var (place, prepare) in _late)
        {
            _operations[place] = await prepare(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Collects an operation's faults under its number.</summary>
    internal void Fault(Schema schema, IReadOnlyList<DocumentFault> faults, int place)
    {
        _faultyModel = _faultyModel is null || _faultyModel == schema.Name ? schema.Name : "transaction";
        _faults.AddRange(faults.Select(fault => fault with { Operation = place }));
    }

    internal void ThrowIfFaulty()
    {
        if (_faults.Count > 0)
        {
            throw new ValidationException(_faultyModel!, [.. _faults.OrderBy(fault => fault.Operation)]);
        }

        if (_operations.Count == 0)
        {
            throw new InvalidOperationException("The transaction has no operations.");
        }
    }

    /// <exception cref="ArgumentException">The document is in another partition.</exception>
    internal void RequirePartition(Schema schema, DocumentKey key)
    {
        if (key.Partition != Partition)
        {
            throw new ArgumentException(
                $"The '{schema.Name}' '{key.Id}' belongs to partition '{key.Partition}', but this transaction writes to '{Partition}'. A transaction never leaves its partition: "
                + "group the documents under one partition, or write the others from a notification this transaction publishes.",
                nameof(key));
        }
    }

    private Repository<T> Of<T>(IRepository<T> repository)
    {
        var own = repository as Repository<T> ?? throw new ArgumentException("Transactions take repositories made by IDocuments.For or injected.", nameof(repository));
        var container = own.Schema.Container;
        if (_container is not null && _container != container)
        {
            throw new ArgumentException($"'{own.Schema.Name}' is kept in container '{container}', but this transaction writes to '{_container}'.", nameof(repository));
        }

        _container = container;
        return own;
    }
}
