using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>What makes two expressions the same code: nodes, types, members and constants. null for expressions with values from outside.</summary>
internal sealed class ExpressionShape : IEquatable<ExpressionShape>
{
    private readonly object[] _parts;
    private readonly int _hash;

    private ExpressionShape(List<object> parts)
    {
        _parts = [.. parts];
        var hash = default(HashCode);
        foreach (var part in _parts)
        {
            hash.Add(part);
        }

        _hash = hash.ToHashCode();
    }

    public static ExpressionShape? Of(Expression expression)
    {
        var writer = new Writer();
        writer.Visit(expression);
        return writer.IsClosed ? new ExpressionShape(writer.Parts) : null;
    }

    public bool Equals(ExpressionShape? other) => other is not null && _hash == other._hash && _parts.AsSpan().SequenceEqual(other._parts);

    public override bool Equals(object? obj) => Equals(obj as ExpressionShape);

    public override int GetHashCode() => _hash;

    private sealed class Writer : ExpressionVisitor
    {
        public List<object> Parts { get; } = [];

        public bool IsClosed { get; private set; } = true;

        public override Expression? Visit(Expression? node)
        {
            if (node is null)
            {
                Parts.Add(typeof(void));
                return null;
            }

            Parts.Add(node.NodeType);
            Parts.Add(node.Type);
            return base.Visit(node);
        }

        protected override Expression VisitConstant(ConstantExpression node)
        {
            IsClosed &= node.Value is null or string || node.Type.IsPrimitive || node.Type.IsEnum || node.Value.GetType().IsPrimitive;
            Parts.Add(node.Value ?? "");
            return node;
        }

        protected override Expression VisitMember(MemberExpression node)
        {
            Parts.Add(node.Member);
            return base.VisitMember(node);
        }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            Parts.Add(node.Method);
            return base.VisitMethodCall(node);
        }

        protected override Expression VisitNew(NewExpression node)
        {
            Parts.Add((object?)node.Constructor ?? typeof(void));
            return base.VisitNew(node);
        }

        protected override MemberBinding VisitMemberBinding(MemberBinding node)
        {
            Parts.Add(node.Member);
            return base.VisitMemberBinding(node);
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Parts.Add(node.Name ?? "");
            return node;
        }
    }
}
