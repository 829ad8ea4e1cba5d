using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Documents;

/// <summary>A model over a CLR type. See <see cref="Schema.Define{T}"/>.</summary>
/// <typeparam name="T">The model's type: a record or class whose stored properties can be set, by a setter or a constructor.</typeparam>
public sealed class Schema<T> : Schema
{
    private readonly ImmutableArray<ComputedAttribute<T>> _computed;
    private readonly SchemaHooks<T> _hooks;
    private readonly Lazy<DirectWriter<T>?> _direct;

    private Schema(string name, SchemaDraft<T> draft, SchemaParts parts)
        : base(name, draft, parts)
    {
        _computed = [.. draft.Computed];
        _hooks = draft.Hooks;
        _direct = new Lazy<DirectWriter<T>?>(() => DirectCompiler.Compile(this));
        if (Faults.IsEmpty)
        {
            Normal = (JsonTypeInfo<T>)Json.GetTypeInfo(typeof(T));
            Stored = StoredTypeInfo.Create<T>(this, [.. draft.Unions]);
        }
    }

    /// <inheritdoc/>
    public override Type ValueType => typeof(T);

    internal override bool HasComputed => !_computed.IsEmpty;

    internal override bool NeedsItem => _hooks.BeforeWrite.Count > 0 || _hooks.Rules.Count > 0 || Traits.NeedsItem;

    internal override bool IsLate => _hooks.IsLate || Traits.IsLate;

    internal override bool HasReads => _hooks.AfterRead.Count > 0 || Traits.HasReads;

    internal override bool HasAfterWrite => _hooks.AfterWrite.Count > 0;

    /// <summary>How values turn into normal-form JSON and back.</summary>
    internal JsonTypeInfo<T> Normal { get; } = null!;

    /// <summary>How stored JSON, envelope and all, is read without a detour; null when there is more to do than that.</summary>
    internal JsonTypeInfo<T>? Stored { get; }

    /// <summary>The short way from a value to what is stored; null when there is none.</summary>
    internal DirectWriter<T>? Direct => _direct.Value;

    /// <summary>Compiles a condition on the model to data over stored names.</summary>
    /// <exception cref="NotSupportedException">The expression cannot be asked of a store; the message says which part and what to write.</exception>
    public Condition Condition(Expression<Func<T, bool>> condition) => ConditionCompiler.Compile(this, condition);

    /// <summary>The stored path of an attribute.</summary>
    /// <exception cref="NotSupportedException">The expression names no attribute.</exception>
    public DocumentPath Path<TValue>(Expression<Func<T, TValue>> attribute)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        return AttributePath.Resolve(this, attribute).Stored;
    }

    /// <summary>A comparison of an attribute with a value written as text, as in an address's query; false, with a fault, when the text is no value of the attribute.</summary>
    /// <exception cref="NotSupportedException">The expression names no attribute.</exception>
    public bool TryCompare<TValue>(
        Expression<Func<T, TValue>> attribute,
        ComparisonOperator comparison,
        string text,
        [NotNullWhen(true)] out Condition? condition,
        [NotNullWhen(false)] out DocumentFault? fault)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        ArgumentNullException.ThrowIfNull(text);
        var path = AttributePath.Resolve(this, attribute);
        var scope = new FaultScope();
        scope.Push(path.Shown);
        var value = path.Shape.Parse(text, scope);
        fault = scope.Count > 0 ? scope.Faults[0] : null;
        condition = fault is null ? new Condition.Compare(new Operand.Attribute(path.Stored), comparison, new Operand.Literal(path.Shape.ToStored(value!))) : null;
        return fault is null;
    }

    private protected override Func<StoredDocument, Item<object>> CreateReader()
    {
        var reader = new DocumentReader<T>(this);
        return stored =>
        {
            var item = reader.ReadItem(stored);
            return item.With<object>(item.Value!);
        };
    }

    internal static Schema<T> Create(string name, Action<SchemaBuilder<T>> define)
    {
        var draft = new SchemaDraft<T>(name);
        Define(draft, define, name);
        var key = draft.Keys.FirstOrDefault() ?? new AttributeModel("id", StringShape.Instance);
        return new Schema<T>(name, draft, new SchemaParts([.. draft.Partitions], key, [.. draft.Indexes]));
    }

    internal override JsonObject NormalOf(object value) => value is T typed
        ? (JsonObject)JsonSerializer.SerializeToNode(typed, Normal)!
        : throw new ArgumentException($"Model '{Name}' is over {typeof(T)}, not {value.GetType()}.", nameof(value));

    internal override object ItemOf(JsonObject document) => document.Deserialize(Normal)!;

    internal override async ValueTask BeforeWriteAsync(WriteRun run, WriteKind kind, CancellationToken cancellationToken)
    {
        foreach (var hook in _hooks.BeforeWrite)
        {
            var item = await hook((T)run.Item, new WriteContext(kind, run.Moment.Now), cancellationToken).ConfigureAwait(false);
            var changed = (JsonObject)JsonSerializer.SerializeToNode(item, Normal)!;
            DocumentMerge.Take(Root, run.Document!, changed, run.Scope, run.Keep.AsSpan());
            run.Changed();
        }
    }

    internal override async ValueTask CheckAsync(WriteRun run, CancellationToken cancellationToken)
    {
        foreach (var (rule, message) in _hooks.Rules)
        {
            if (run.HasItem && !await rule((T)run.Item, cancellationToken).ConfigureAwait(false))
            {
                run.Scope.Add(FaultCodes.Invalid, message, null);
            }
        }
    }

    internal override async ValueTask AfterWriteAsync(JsonObject document, WriteContext context, CancellationToken cancellationToken)
    {
        foreach (var hook in _hooks.AfterWrite)
        {
            await hook(document.Deserialize(Normal)!, context, cancellationToken).ConfigureAwait(false);
        }
    }

    internal override async ValueTask BeforeDeleteAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        foreach (var hook in _hooks.BeforeDelete)
        {
            await hook(key, cancellationToken).ConfigureAwait(false);
        }
    }

    internal override async ValueTask AfterDeleteAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        foreach (var hook in _hooks.AfterDelete)
        {
            await hook(key, cancellationToken).ConfigureAwait(false);
        }
    }

    internal override JsonObject Show(JsonObject normal)
    {
        DocumentWalk.Visit(Root, normal, new FaultScope(), (Schema: (Schema)this, Document: normal), ReadStages.Apply);
        foreach (var hook in _hooks.AfterRead)
        {
            var changed = (JsonObject)JsonSerializer.SerializeToNode(hook(normal.Deserialize(Normal)!), Normal)!;
            DocumentMerge.Take(Root, normal, changed, new FaultScope());
        }

        return normal;
    }

    internal override void Compute(JsonObject document)
    {
        foreach (var (attribute, compute, _) in _computed)
        {
            var value = document.Deserialize(Normal);
            if (compute(value!) is { } result)
            {
                document[attribute.Name] = result;
            }
            else
            {
                document.Remove(attribute.Name);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A definition runs in static initialisers, where an exception would hide what is wrong.")]
    private static void Define(SchemaDraft<T> draft, Action<SchemaBuilder<T>> define, string name)
    {
        try
        {
            define(new SchemaBuilder<T>(draft));
            draft.Complete();
            SchemaChecks.Check(draft, name);
        }
        catch (Exception exception)
        {
            draft.Faults.Add("Define", $"The definition failed: {exception.Message}");
        }
    }
}
