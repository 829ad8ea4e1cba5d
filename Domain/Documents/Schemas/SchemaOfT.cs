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

    private Schema(string name, SchemaDraft<T> draft, AttributeModel key)
        : base(name, draft.Root, draft.Settings, [.. draft.Partitions], key, [.. draft.Faults.Faults])
    {
        _computed = [.. draft.Computed];
        if (Faults.IsEmpty)
        {
            Normal = (JsonTypeInfo<T>)ModelJson.Options.GetTypeInfo(typeof(T));
            Stored = StoredTypeInfo.Create<T>(key);
        }
    }

    /// <inheritdoc/>
    public override Type ValueType => typeof(T);

    internal override bool HasComputed => !_computed.IsEmpty;

    /// <summary>How values turn into normal-form JSON and back.</summary>
    internal JsonTypeInfo<T> Normal { get; } = null!;

    /// <summary>How stored JSON, envelope and all, is read without a detour; null when the type catches unknown attributes.</summary>
    internal JsonTypeInfo<T>? Stored { get; }

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
        condition = fault is null ? new Condition.Compare(new Operand.Attribute(path.Stored), comparison, new Operand.Literal(value)) : null;
        return fault is null;
    }

    internal static Schema<T> Create(string name, Action<SchemaBuilder<T>> define)
    {
        var draft = new SchemaDraft<T>(name);
        Define(draft, define, name);
        return new Schema<T>(name, draft, draft.Keys.FirstOrDefault() ?? new AttributeModel("id", StringShape.Instance));
    }

    internal override void Compute(JsonObject document)
    {
        foreach (var (attribute, compute) in _computed)
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
            SchemaChecks.Check(draft, name);
        }
        catch (Exception exception)
        {
            draft.Faults.Add("Define", $"The definition failed: {exception.Message}");
        }
    }
}
