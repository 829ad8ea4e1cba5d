using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Compiles the parts of conditions that have values: attributes, sizes, and values from outside in stored form.</summary>
internal sealed class OperandCompiler(AttributePath root, ParameterExpression parameter, bool isElement)
{
    /// <summary>The attribute the expression names, or null.</summary>
    public AttributePath? Attribute(Expression expression) =>
        AttributePath.TryResolve(root, expression, parameter) is { } path && (isElement || path.Parent is not null) ? path : null;

    public static bool IsValue(Expression expression) => !ExpressionValue.IsOpen(expression);

    /// <summary>The length or count the expression asks for, or null.</summary>
    public Operand.Size? Size(Expression expression)
    {
        expression = WithoutConversion(expression);
        var target = expression switch
        {
            MemberExpression { Member.Name: "Length" or "Count", Expression: { } owner } => owner,
            UnaryExpression { NodeType: ExpressionType.ArrayLength } length => length.Operand,
            MethodCallExpression { Method.Name: "Count" or "LongCount", Arguments: [var source] } call when call.Method.DeclaringType == typeof(Enumerable) => source,
            _ => null,
        };
        return target is not null && Attribute(target) is { Shape: StringShape or ListShape } path ? new Operand.Size(path.Stored) : null;
    }

    /// <summary>A value from outside as the attribute would store it; JSON null for null.</summary>
    /// <exception cref="NotSupportedException">It is no value of the attribute.</exception>
    public static Operand.Literal Literal(ValueShape shape, Type type, object? value, Expression expression)
    {
        if (value is null)
        {
            return new Operand.Literal(null);
        }

        value = Recover(type, value);
        if (Plain(shape, value) is { } plain)
        {
            return new Operand.Literal(plain);
        }

        var node = JsonSerializer.SerializeToNode(value, ModelJson.Options.GetTypeInfo(value.GetType()))!;
        if (shape.StoredType == DocumentType.Number && shape.IsStoredAsIs && node.GetValueKind() == JsonValueKind.Number)
        {
            // 3.5 is worth comparing a whole number with, though it could not be one.
            return new Operand.Literal(node);
        }

        var scope = new FaultScope();
        var normal = shape.ToLiteral(node, scope);
        return scope.Count == 0 ? new Operand.Literal(normal) : throw Unsupported.Expression(expression, $"the value {JsonText.Describe(node)} does not fit. {scope.Faults[0].Message}");
    }

    /// <summary>The elements of a collection from outside.</summary>
    public static IEnumerable Collection(Expression expression)
    {
        // In C# 14 array.Contains(x) is a call on a span, which cannot be evaluated here; the array under it can.
        while (expression is MethodCallExpression { Method.Name: "op_Implicit", Arguments: [var inner] })
        {
            expression = inner;
        }

        return ExpressionValue.Of(WithoutConversion(expression)) as IEnumerable ?? throw Unsupported.Expression(expression, "it is no list.");
    }

    public static Expression WithType(Expression expression, Type type) => expression.Type == type ? expression : Expression.Convert(expression, type);

    public static Expression WithoutConversion(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked, Method: null } convert)
        {
            expression = convert.Operand;
        }

        return expression;
    }

    // What is stored as it is needs no serializer.
    private static JsonValue? Plain(ValueShape shape, object value) => (value, shape) switch
    {
        (string text, StringShape) => JsonValue.Create(text),
        (int number, IntegerShape or NumberShape) => JsonValue.Create(number),
        (double number, NumberShape) when double.IsFinite(number) => JsonValue.Create(number),
        (bool flag, BooleanShape) => JsonValue.Create(flag),
        _ => null,
    };

    // C# compares enums and characters as numbers; the attribute's type says what they were.
    private static object Recover(Type type, object value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum && value is not Enum)
        {
            return Enum.ToObject(type, value);
        }

        return type == typeof(char) && value is int code ? Convert.ToChar(code, CultureInfo.InvariantCulture) : value;
    }
}
