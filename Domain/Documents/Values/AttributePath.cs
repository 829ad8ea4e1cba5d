using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Virga.Documents;

/// <summary>An attribute as an expression names it: <c>c => c.Address.City</c>, <c>c => c.Notes[0]</c>, <c>c => c.Prices["small"]</c>.</summary>
/// <remarks>A path keeps the longer ones that were asked for, so that those of a model are made once (<see cref="Schema.RootPath"/>).</remarks>
internal sealed class AttributePath
{
    private readonly ConcurrentDictionary<MemberInfo, AttributePath> _members = [];

    private AttributePath(DocumentPath stored, DocumentPath shown, ValueShape shape, Type type, AttributePath? parent, AttributeModel? attribute)
    {
        Stored = stored;
        Shown = shown;
        Shape = shape;
        Type = type;
        Parent = parent;
        Attribute = attribute;
    }

    /// <summary>The path in the stored document.</summary>
    public DocumentPath Stored { get; }

    /// <summary>The path in the document as the model shows it.</summary>
    public DocumentPath Shown { get; }

    public ValueShape Shape { get; }

    /// <summary>The CLR type of the expression.</summary>
    public Type Type { get; }

    /// <summary>The path one step shorter; null for the document itself.</summary>
    public AttributePath? Parent { get; }

    /// <summary>The attribute the last step names; null for elements of lists and dictionaries, and for the document itself.</summary>
    public AttributeModel? Attribute { get; }

    /// <exception cref="NotSupportedException">The expression names no stored attribute.</exception>
    public static AttributePath Resolve(Schema schema, LambdaExpression attribute) => Resolve(schema.RootPath, attribute);

    /// <summary>As the other, for a model that is still being defined.</summary>
    /// <exception cref="NotSupportedException">The expression names no stored attribute.</exception>
    public static AttributePath Resolve(ObjectShape root, LambdaExpression attribute) => Resolve(OfRoot(root, attribute.Parameters[0].Type), attribute);

    /// <summary>The path of a document, or of an element.</summary>
    public static AttributePath OfRoot(ValueShape root, Type type) => new(DocumentPath.Root, DocumentPath.Root, root, type, null, null);

    private static AttributePath Resolve(AttributePath root, LambdaExpression attribute) =>
        TryResolve(root, attribute.Body, attribute.Parameters[0]) is { Parent: not null } path
            ? path
            : throw new NotSupportedException($"'{attribute}' names no attribute of the model. Write a member of it, as in c => c.Name.");

    /// <summary>The attribute an expression names, or null when it does not start at the parameter.</summary>
    /// <exception cref="NotSupportedException">It starts there and cannot be asked of a store.</exception>
    public static AttributePath? TryResolve(AttributePath root, Expression expression, ParameterExpression parameter)
    {
        switch (expression)
        {
            case ParameterExpression given when given == parameter:
                return root;
            case UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs } convert:
                return TryResolve(root, convert.Operand, parameter);
            case MemberExpression { Expression: { } target } member:
                return TryResolve(root, target, parameter)?.Member(member);
            case MethodCallExpression { Object: { } target, Method.Name: "get_Item", Arguments: [var index] }:
                return TryResolve(root, target, parameter)?.Item(index, expression.Type);
            case MethodCallExpression { Object: { } target, Method: { Name: nameof(Document.Get), DeclaringType: var type }, Arguments: [var name] } when type == typeof(Document):
                return TryResolve(root, target, parameter)?.Item(name, expression.Type);
            case BinaryExpression { NodeType: ExpressionType.ArrayIndex } element:
                return TryResolve(root, element.Left, parameter)?.Item(element.Right, expression.Type);
            default:
                return null;
        }
    }

    private AttributePath? Member(MemberExpression member)
    {
        if (_members.TryGetValue(member.Member, out var known))
        {
            return known;
        }

        if (Nullable.GetUnderlyingType(Type) is not null)
        {
            // c.Age.Value is c.Age; HasValue is a question, not an attribute.
            return member.Member.Name == nameof(Nullable<int>.Value) ? this : null;
        }

        if (typeof(IOptional).IsAssignableFrom(Type))
        {
            return member.Member.Name == nameof(Optional<int>.Value) ? new AttributePath(Stored, Shown, Shape, member.Type, Parent, Attribute) : null;
        }

        if (Shape is not (ObjectShape or UnionShape))
        {
            return null;
        }

        var attribute = Shape is UnionShape union ? union.FindMember(member.Member.Name) : ((ObjectShape)Shape).FindMember(member.Member.Name);
        if (attribute is not null && member.Member is PropertyInfo or FieldInfo)
        {
            return _members.GetOrAdd(member.Member, Step(attribute, member.Type));
        }

        throw new NotSupportedException($"'{member}' is not stored: '{member.Member.Name}' is ignored, or has no way to be set when read back.");
    }

    private AttributePath? Item(Expression index, Type type)
    {
        var position = ExpressionValue.Of(index);
        return (Shape, position) switch
        {
            (ListShape list, int number and >= 0) => Element(Stored.Append(number), Shown.Append(number), list.Element),
            (ObjectShape map, string name) when Type == typeof(Document) => map.Find(name) is { } attribute
                ? Step(attribute, type)
                : Element(Stored.Append(name), Shown.Append(name), AnyShape.Instance),
            (MapShape map, string name) => Element(Stored.Append(name), Shown.Append(name), map.Element),
            _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"'{Shown}' has no element '{position}' that a store could be asked for.")),
        };

        AttributePath Element(DocumentPath stored, DocumentPath shown, ValueShape element) => new(stored, shown, element, type, this, null);
    }

    private AttributePath Step(AttributeModel attribute, Type type) =>
        new(Stored.Append(attribute.StoredName), Shown.Append(attribute.Name), attribute.Shape, type, this, attribute);
}
