using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Compiles method calls that are conditions.</summary>
internal sealed class CallCompiler(OperandCompiler operands, ComparisonCompiler comparisons)
{
    public Condition Compile(MethodCallExpression call)
    {
        var arguments = call.Arguments;
        return (call.Method.Name, call.Object, arguments.Count) switch
        {
            ("StartsWith", { } text, >= 1) when text.Type == typeof(string) => BeginsWith(call, text, arguments[0]),
            ("EndsWith", { } text, >= 1) when text.Type == typeof(string) => EndsWith(call, text, arguments[0]),
            ("Contains", { } text, >= 1) when text.Type == typeof(string) => ContainsText(call, text, arguments[0]),
            ("Contains", { } list, 1) => Contains(call, list, arguments[0]),
            ("Contains", null, 2) => Contains(call, arguments[0], arguments[1]),
            ("Contains", null, 3) when arguments[2] is ConstantExpression { Value: null } => Contains(call, arguments[0], arguments[1]),
            ("ContainsKey", { } map, 1) => ContainsKey(call, map, arguments[0]),
            ("Equals", { } left, 1) => comparisons.Compare(left, ComparisonOperator.Equal, arguments[0], call),
            ("Equals", null, 2) => comparisons.Compare(arguments[0], ComparisonOperator.Equal, arguments[1], call),
            ("Equals", { } left, 2) => Equals(call, left, arguments[0], arguments[1]),
            ("Equals", null, 3) => Equals(call, arguments[0], arguments[1], arguments[2]),
            ("IsNullOrEmpty", null, 1) => IsNullOrEmpty(call, arguments[0]),
            ("Any", null, 1) when call.Method.DeclaringType == typeof(Enumerable) => Any(call, arguments[0]),
            ("Any", null, 2) when call.Method.DeclaringType == typeof(Enumerable) => new Condition.AnyElement(Elements(call, arguments[0], arguments[1], out var some), some),
            ("All", null, 2) when call.Method.DeclaringType == typeof(Enumerable) => new Condition.AllElements(Elements(call, arguments[0], arguments[1], out var every), every),
            ("Exists", { } list, 1) => new Condition.AnyElement(Elements(call, list, arguments[0], out var some), some),
            ("TrueForAll", { } list, 1) => new Condition.AllElements(Elements(call, list, arguments[0], out var every), every),
            ("get_Item", _, 1) when call.Type == typeof(bool) && operands.Attribute(call) is { } path =>
                new Condition.Compare(new Operand.Attribute(path.Stored), ComparisonOperator.Equal, new Operand.Literal(true)),
            _ => throw Unsupported.Expression(call),
        };
    }

    private Condition.BeginsWith BeginsWith(MethodCallExpression call, Expression text, Expression prefix) =>
        new(Attribute(call, text), Text(call, prefix)) { IgnoreCase = IgnoresCase(call, 1) };

    private Condition.EndsWith EndsWith(MethodCallExpression call, Expression text, Expression suffix) =>
        new(Attribute(call, text), Text(call, suffix)) { IgnoreCase = IgnoresCase(call, 1) };

    private Condition.Contains ContainsText(MethodCallExpression call, Expression text, Expression part) =>
        new(Attribute(call, text), Text(call, part)) { IgnoreCase = IgnoresCase(call, 1), Of = DocumentType.String };

    private Condition Equals(MethodCallExpression call, Expression left, Expression right, Expression comparison)
    {
        if (!IgnoresCase(call, call.Arguments.IndexOf(comparison)))
        {
            return comparisons.Compare(left, ComparisonOperator.Equal, right, call);
        }

        if (OperandCompiler.IsValue(left))
        {
            (left, right) = (right, left);
        }

        return OperandCompiler.IsValue(right) && ExpressionValue.Of(right) is null
            ? comparisons.Compare(left, ComparisonOperator.Equal, right, call)
            : new Condition.SameText(Attribute(call, left), Text(call, right));
    }

    private DocumentPath Elements(MethodCallExpression call, Expression list, Expression predicate, out Condition part)
    {
        while (predicate is UnaryExpression { NodeType: ExpressionType.Quote } quote)
        {
            predicate = quote.Operand;
        }

        if (operands.Attribute(list) is not { Shape: ListShape shape } path || predicate is not LambdaExpression { Parameters.Count: 1 } lambda)
        {
            throw Unsupported.Expression(call);
        }

        part = ConditionCompiler.CompileElement(shape.Element, lambda);
        return path.Stored;
    }

    private Condition Contains(MethodCallExpression call, Expression list, Expression item)
    {
        if (operands.Attribute(list) is { Shape: ListShape shape } path)
        {
            var whole = new Operand.Attribute(path.Stored);
            if (OperandCompiler.IsValue(item))
            {
                return new Condition.Contains(whole, OperandCompiler.Literal(shape.Element, item.Type, ExpressionValue.Of(item), call)) { Of = DocumentType.List };
            }

            return operands.Attribute(item) is { } element
                ? new Condition.Contains(whole, new Operand.Attribute(element.Stored)) { Of = DocumentType.List }
                : throw Unsupported.Expression(call);
        }

        if (!OperandCompiler.IsValue(list) || operands.Attribute(item) is not { } attribute)
        {
            throw Unsupported.Expression(call);
        }

        return In(call, attribute, list);
    }

    private static Condition In(MethodCallExpression call, AttributePath attribute, Expression list)
    {
        var values = ImmutableArray.CreateBuilder<Operand.Literal>();
        var hasNull = false;
        foreach (var value in OperandCompiler.Collection(list))
        {
            hasNull |= value is null;
            if (value is not null)
            {
                values.Add(OperandCompiler.Literal(attribute.Shape, attribute.Type, value, call));
            }
        }

        var within = new Condition.In(new Operand.Attribute(attribute.Stored), values.ToImmutable());
        return hasNull ? new Condition.Any([within, ComparisonCompiler.IsNull(attribute)]) : within;
    }

    private Condition.Exists ContainsKey(MethodCallExpression call, Expression map, Expression key) =>
        operands.Attribute(map) is { Shape: MapShape } path && OperandCompiler.IsValue(key) && ExpressionValue.Of(key) is string name
            ? new Condition.Exists(path.Stored.Append(name))
            : throw Unsupported.Expression(call);

    private Condition.Any IsNullOrEmpty(MethodCallExpression call, Expression text)
    {
        var path = operands.Attribute(text) ?? throw Unsupported.Expression(call);
        return new([
            ComparisonCompiler.IsNull(path),
            new Condition.Compare(new Operand.Attribute(path.Stored), ComparisonOperator.Equal, new Operand.Literal("")),
        ]);
    }

    private Condition.Compare Any(MethodCallExpression call, Expression list) =>
        operands.Attribute(list) is { Shape: ListShape } path
            ? new Condition.Compare(new Operand.Size(path.Stored), ComparisonOperator.GreaterThan, new Operand.Literal(0))
            : throw Unsupported.Expression(call);

    private Operand.Attribute Attribute(MethodCallExpression call, Expression text)
    {
        if (text is MethodCallExpression { Method.Name: "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant" })
        {
            throw Unsupported.IgnoringCase(call);
        }

        return operands.Attribute(text) is { Shape.StoredType: DocumentType.String } path ? new Operand.Attribute(path.Stored) : throw Unsupported.Expression(call);
    }

    private Operand Text(MethodCallExpression call, Expression part)
    {
        if (OperandCompiler.IsValue(part))
        {
            return ExpressionValue.Of(part) switch
            {
                string text => new Operand.Literal(text),
                char character => new Operand.Literal(JsonValue.Create(character.ToString())),
                _ => throw Unsupported.Expression(call, "the text to look for is null."),
            };
        }

        return operands.Attribute(part) is { Shape.StoredType: DocumentType.String } path ? new Operand.Attribute(path.Stored) : throw Unsupported.Expression(call);
    }

    // StartsWith, EndsWith and Contains without a rule are taken ordinally.
    private static bool IgnoresCase(MethodCallExpression call, int position) =>
        call.Arguments.Count > position && ExpressionValue.Of(call.Arguments[position]) switch
        {
            StringComparison.Ordinal => false,
            StringComparison.OrdinalIgnoreCase => true,
            var rule => throw Unsupported.Expression(call, $"text is compared ordinally, not by {rule}. Write StringComparison.Ordinal or StringComparison.OrdinalIgnoreCase."),
        };
}
