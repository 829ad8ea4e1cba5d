using System.Linq.Expressions;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Makes a transaction's operations of models' documents.</summary>
internal static class TransactionWrites
{
    public static void Create<T>(Repository<T> repository, T value, Transaction transaction) =>
        Add(repository, repository.ToJson(value), null, transaction, prepared => Creation(repository.Engine, prepared, repository.ToValue, repository.Reader.ReadItem));

    /// <summary>The write of a new document.</summary>
    public static PendingOperation Creation<TResult>(DocumentEngine engine, PreparedDocument prepared, Func<JsonObject, TResult> project, Func<StoredDocument, object> read)
    {
        var attempts = 0;
        return new PendingOperation(TransactionKind.Create, prepared.StoredId, token => ++attempts == 1
            ? ValueTask.FromResult(Whole(Copy(prepared), project, (id, body) => new StoreOperation.Create(id, body)))
            : NewAsync(engine, Copy(prepared), project, token))
        {
            Schema = engine.Schema,
            Key = prepared.Key,
            Read = read,

            // What refuses it may have expired, and only wait to be removed: worth one look.
            CanRetry = () => attempts == 1 && engine.Schema.Expiry is not null,
        };
    }

    public static void Save<T>(Repository<T> repository, T value, WriteOptions<T>? options, bool mustExist, Transaction transaction)
    {
        var document = repository.ToJson(value);
        var request = new SaveRequest
        {
            Target = WriteTarget.FromDocument,
            MustExist = mustExist,
            CreatedAt = repository.CreatedAtOf(document),
            IfMatch = options?.IfMatch,
            Condition = repository.ConditionOf(options),
        };
        var given = repository.Schema.NeedsPrevious ? (JsonObject)document.DeepClone() : null;
        Add(repository, document, request.CreatedAt, transaction, prepared => Save(repository, prepared, given, request));
    }

    private static PendingOperation Save<T>(Repository<T> repository, PreparedDocument prepared, JsonObject? given, SaveRequest request)
    {
        var kind = request.MustExist ? TransactionKind.Replace : TransactionKind.Save;
        if (!SaveWriter.NeedsRead(repository.Schema, request))
        {
            return Pending(repository, kind, prepared.StoredId, prepared.Key, _ =>
                ValueTask.FromResult(Whole(Copy(prepared), repository.ToValue, (id, body) => SaveWriter.Operation(id, body, request))));
        }

        var saves = new SaveWriter(repository.Engine);
        return Reading(repository, kind, prepared.StoredId, prepared.Key, request.IfMatch, async token =>
        {
            var write = new OptimisticWrite(repository.Engine, prepared.Key) { IfMatch = request.IfMatch, Condition = request.Condition, MustExist = request.MustExist };
            var current = await write.ReadAsync(token).ConfigureAwait(false);
            var next = await saves.OverAsync(prepared, given, WriteTarget.FromDocument with { Kind = WriteKind.Save }, current, request, token).ConfigureAwait(false);
            return current is null
                ? await NewAsync(repository.Engine, next, repository.ToValue, token).ConfigureAwait(false)
                : Whole(next, repository.ToValue, (id, body) => new StoreOperation.Replace(id, body) { IfMatch = current.Stored.ETag });
        });
    }

    public static PendingOperation Update<T>(Repository<T> repository, DocumentKey key, Update<T> update, WriteOptions<T>? options, Transaction transaction)
    {
        var id = IdOf(repository, key, transaction);
        var scope = new FaultScope();
        var updates = new UpdateWriter(repository.Engine);
        var plan = updates.Plan(update.Steps, scope);
        if (scope.Count > 0)
        {
            transaction.Fault(repository.Schema, scope.Faults, transaction.Count);
            return PendingOperation.Nothing;
        }

        var condition = repository.ConditionOf(options);
        if (plan is { NeedsDocument: false, MayNotFit: false } && options?.Mode is not UpdateMode.Upsert && repository.Schema.Version == 1 && PatchRules.IsNative(condition))
        {
            var patch = new StoreOperation.Patch(id, plan.Actions) { IfMatch = options?.IfMatch, Condition = condition };
            return Pending(repository, TransactionKind.Update, id, key, _ => ValueTask.FromResult(new PreparedOperation(patch, null)));
        }

        return Reading(repository, TransactionKind.Update, id, key, options?.IfMatch, async token =>
        {
            var write = new OptimisticWrite(repository.Engine, key) { IfMatch = options?.IfMatch, Condition = condition, MustExist = options?.Mode is not UpdateMode.Upsert };
            if (await write.ReadAsync(token).ConfigureAwait(false) is not { } current)
            {
                return await NewAsync(repository.Engine, await updates.MakeAsync(plan, key, token).ConfigureAwait(false), repository.ToValue, token).ConfigureAwait(false);
            }

            var next = await updates.ApplyAsync(plan, current, token).ConfigureAwait(false);
            return Whole(next, repository.ToValue, (stored, body) => new StoreOperation.Replace(stored, body) { IfMatch = current.Stored.ETag });
        });
    }

    public static PendingOperation Delete<T>(Repository<T> repository, DocumentKey key, WriteOptions<T>? options, Transaction transaction)
    {
        var id = IdOf(repository, key, transaction);
        if (repository.ConditionOf(options) is not { } condition)
        {
            var delete = new StoreOperation.Delete(id) { IfMatch = options?.IfMatch };
            return Pending(repository, TransactionKind.Delete, id, key, token => DeletedAsync(repository.Schema, key, delete, token));
        }

        return Reading(repository, TransactionKind.Delete, id, key, options?.IfMatch, async token =>
        {
            var write = new OptimisticWrite(repository.Engine, key) { IfMatch = options?.IfMatch, Condition = condition, MustExist = true };
            var current = await write.ReadAsync(token).ConfigureAwait(false);
            return await DeletedAsync(repository.Schema, key, new StoreOperation.Delete(id) { IfMatch = current!.Stored.ETag }, token).ConfigureAwait(false);
        });
    }

    public static PendingOperation Check<T>(Repository<T> repository, DocumentKey key, Expression<Func<T, bool>> when, Transaction transaction)
    {
        var id = IdOf(repository, key, transaction);
        var condition = ConditionCompiler.Compile(repository.Schema, when);
        condition = repository.Schema.Expiry is null ? condition : condition & SchemaExpiry.Alive(repository.Engine.Context.Now().Now);
        if (PatchRules.IsNative(condition) && repository.Schema.Expiry is not { OutlivesWrites: true })
        {
            return Pending(repository, TransactionKind.Check, id, key, _ => ValueTask.FromResult(new PreparedOperation(new StoreOperation.Check(id, condition), null)));
        }

        return Reading(repository, TransactionKind.Check, id, key, ifMatch: null, async token =>
        {
            var write = new OptimisticWrite(repository.Engine, key) { Condition = condition, MustExist = true };
            var current = await write.ReadAsync(token).ConfigureAwait(false);
            return new PreparedOperation(
                new StoreOperation.Check(id, new Condition.All([])) { IfMatch = current!.Stored.ETag, TimeToLive = repository.Engine.LifeOf(current.Stored) }, null);
        });
    }

    /// <summary>The removal of a document, with the model's own code before and after it.</summary>
    public static async ValueTask<PreparedOperation> DeletedAsync(Schema schema, DocumentKey key, StoreOperation.Delete delete, CancellationToken cancellationToken)
    {
        await schema.BeforeDeleteAsync(key, cancellationToken).ConfigureAwait(false);
        return new PreparedOperation(delete, null) { After = token => schema.AfterDeleteAsync(key, token) };
    }

    private static PendingOperation Pending<T>(
        Repository<T> repository, TransactionKind kind, string id, DocumentKey key, Func<CancellationToken, ValueTask<PreparedOperation>> prepare) =>
        new(kind, id, prepare) { Schema = repository.Schema, Key = key, Read = repository.Reader.ReadItem };

    private static PendingOperation Reading<T>(
        Repository<T> repository, TransactionKind kind, string id, DocumentKey key, string? ifMatch, Func<CancellationToken, ValueTask<PreparedOperation>> prepare) =>
        Pending(repository, kind, id, key, prepare) with { ReadsFirst = true, CanRetry = () => ifMatch is null };

    /// <summary>Adds the write of a document that passes the pipeline: at once, or, when the model's code waits for something, before the transaction is sent.</summary>
    private static void Add<T>(Repository<T> repository, JsonObject document, JsonNode? createdAt, Transaction transaction, Func<PreparedDocument, PendingOperation> operation)
    {
        var schema = repository.Schema;
        FillPartition(schema, document, transaction.Partition);
        var target = WriteTarget.FromDocument with { CreatedAt = createdAt };
        var place = transaction.Count;
        if (((Schema)schema).IsLate)
        {
            transaction.AddLater(async token =>
            {
                var scope = new FaultScope();
                var prepared = await repository.Engine.Pipeline.PrepareAsync(document, target, repository.Engine.Context.Now(), scope, token).ConfigureAwait(false);
                return Finish(prepared, scope);
            });
            return;
        }

        var faults = new FaultScope();
        transaction.Add(Finish(repository.Engine.Pipeline.Prepare(document, target, repository.Engine.Context.Now(), faults), faults));

        PendingOperation Finish(PreparedDocument? prepared, FaultScope scope)
        {
            if (prepared is null)
            {
                transaction.Fault(schema, scope.Faults, place);
                return PendingOperation.Nothing;
            }

            transaction.RequirePartition(schema, prepared.Key);
            return operation(prepared);
        }
    }

    /// <summary>The write of a document that is not there: over what an expired one left, where it did.</summary>
    private static async ValueTask<PreparedOperation> NewAsync<TResult>(DocumentEngine engine, PreparedDocument prepared, Func<JsonObject, TResult> project, CancellationToken cancellationToken)
    {
        var expired = await engine.ReadExpiredAsync(prepared.Key, cancellationToken).ConfigureAwait(false);
        return Whole(prepared, project, (id, body) => expired is null ? new StoreOperation.Create(id, body) : new StoreOperation.Replace(id, body) { IfMatch = expired.ETag });
    }

    private static void FillPartition(Schema schema, JsonObject document, PartitionKey partition)
    {
        for (var level = 0; level < schema.Partitions.Length && level < partition.Count; level++)
        {
            var attribute = schema.Partitions[level];
            if (SchemaKeys.Text(document[attribute.Name]) is not { Length: > 0 } && attribute.Shape.Parse(partition[level], new FaultScope()) is { } value)
            {
                document[attribute.Name] = value;
            }
        }
    }

    private static string IdOf<T>(Repository<T> repository, DocumentKey key, Transaction transaction)
    {
        var id = SchemaKeys.StoredIdOf(repository.Schema, key, out var partition);
        transaction.RequirePartition(repository.Schema, key with { Partition = partition });
        return id ?? throw StoreErrors.NotFound(repository.Schema, key);
    }

    private static PreparedDocument Copy(PreparedDocument prepared) => prepared with { Normal = (JsonObject)prepared.Normal.DeepClone() };

    /// <summary>The write of a whole document, and the item it gives back.</summary>
    public static PreparedOperation Whole<TResult>(PreparedDocument prepared, Func<JsonObject, TResult> project, Func<string, JsonObject, StoreOperation> operation)
    {
        var item = DocumentEngine.ItemOf(prepared, project);
        var after = DocumentEngine.AfterWrite(prepared);
        var life = prepared.TimeToLive;
        var write = operation(prepared.StoredId, prepared.TakeBody()) with { TimeToLive = life };
        return new PreparedOperation(write, etag => item with { ETag = etag }) { After = after };
    }
}
