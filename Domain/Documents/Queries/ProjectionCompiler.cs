using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>Splits a selection into the attributes a store sends and the code that makes the result of them. An expression without values from outside is compiled once.</summary>
internal static class ProjectionCompiler
{
    // A program has a bounded number of expressions; more than this are values from outside in disguise.
    private const int MostKept = 1000;

    private static readonly ConcurrentDictionary<(Schema Schema, ExpressionShape Shape), object> Kept = new();

    /// <exception cref="NotSupportedException">The expression uses the document as a whole.</exception>
    public static CompiledProjection<TResult> Compile<T, TResult>(Schema<T> schema, Expression<Func<T, TResult>> result)
    {
        if (ExpressionShape.Of(result) is not { } shape)
        {
            return Create(schema, result, isKept: false);
        }

        if (Kept.TryGetValue((schema, shape), out var kept))
        {
            return (CompiledProjection<TResult>)kept;
        }

        var isKept = Kept.Count < MostKept;
        var compiled = Create(schema, result, isKept);
        return isKept ? (CompiledProjection<TResult>)Kept.GetOrAdd((schema, shape), compiled) : compiled;
    }

    private static CompiledProjection<TResult> Create<T, TResult>(Schema<T> schema, Expression<Func<T, TResult>> result, bool isKept)
    {
        var slots = new Slots(schema, result.Parameters[0]);
        var body = slots.Visit(result.Body)!;
        var code = Expression.Lambda<Func<object?[], TResult>>(body, slots.Values).Compile(preferInterpretation: !isKept);
        var reader = new ProjectionReader<T>(schema, [.. slots.Paths]);

        ImmutableArray<DocumentPath> select = ProjectionReader<T>.NeedsWhole(schema) ? [] : [.. slots.Paths.Select(path => path.Stored)];
        if (!select.IsEmpty && schema.Expiry is not null)
        {
            select = select.Add(DocumentPath.Of(EnvelopeNames.Expires));
        }

        return new CompiledProjection<TResult>(select, stored => code(reader.Read(stored)));
    }

    private sealed class Slots(Schema schema, ParameterExpression document) : ExpressionVisitor
    {
        public ParameterExpression Values { get; } = Expression.Parameter(typeof(object?[]), "values");

        public List<AttributePath> Paths { get; } = [];

        public override Expression? Visit(Expression? node)
        {
            if (node is MemberExpression or MethodCallExpression { Method.Name: "get_Item" } or BinaryExpression { NodeType: ExpressionType.ArrayIndex }
                && AttributePath.TryResolve(schema.RootPath, node, document) is { Parent: not null } path)
            {
                var index = Paths.FindIndex(known => known.Stored.Equals(path.Stored) && known.Type == path.Type);
                if (index < 0)
                {
                    index = Paths.Count;
                    Paths.Add(path);
                }

                return Expression.Convert(Expression.ArrayIndex(Values, Expression.Constant(index)), node.Type);
            }

            return base.Visit(node);
        }

        protected override Expression VisitParameter(ParameterExpression node) => node == document
            ? throw new NotSupportedException($"A selection names attributes, not '{node}' as a whole: write new {{ c.Name, City = c.Address.City }}, or ask for the documents without Select.")
            : node;
    }
}
