using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>Says what a store cannot be asked.</summary>
internal static class Unsupported
{
    private const string Supported = "Conditions may use ==, !=, <, <=, >, >=, &&, ||, !, StartsWith, Contains, Length, Count, Any(), list positions and values from outside.";

    public static NotSupportedException Expression(Expression expression) => new($"'{expression}' cannot be asked of a store. {Supported}");

    public static NotSupportedException Expression(Expression expression, string fix) => new($"'{expression}' cannot be asked of a store: {fix}");
}
