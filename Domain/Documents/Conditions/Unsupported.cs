using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>Says what a store cannot be asked.</summary>
internal static class Unsupported
{
    private const string Supported = "Conditions may use ==, !=, <, <=, >, >=, &&, ||, !, ?? with a value, StartsWith, EndsWith, Contains, Length, Count, Any, All, list positions and values from outside.";

    public static NotSupportedException Expression(Expression expression) => new($"'{expression}' cannot be asked of a store. {Supported}");

    public static NotSupportedException IgnoringCase(Expression expression) =>
        Expression(expression, "case is ignored by the comparison, not by changing the text. Write string.Equals(a, b, StringComparison.OrdinalIgnoreCase), or keep the attribute in one case with a write transform.");

    public static NotSupportedException Expression(Expression expression, string fix) => new($"'{expression}' cannot be asked of a store: {fix}");
}
