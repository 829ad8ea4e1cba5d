using System.Collections.Frozen;

namespace Virga.CosmosEmulator;

/// <summary>All built-in functions by name.</summary>
internal static class FunctionTable
{
    private static readonly FrozenDictionary<string, Function> Functions = TypeFunctions.All()
        .Concat(StringFunctions.All())
        .Concat(StringSearchFunctions.All())
        .Concat(SubstringFunctions.All())
        .Concat(RegexFunctions.All())
        .Concat(MathFunctions.All())
        .Concat(IntegerFunctions.All())
        .Concat(ArrayFunctions.All())
        .Concat(ArrayStatisticFunctions.All())
        .Concat(DateFunctions.All())
        .Concat(DatePartFunctions.All())
        .ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Functions of the service that need an index or geometry this endpoint does not have.</summary>
    private static readonly FrozenSet<string> Unsupported = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "FULLTEXTCONTAINS", "FULLTEXTCONTAINSALL", "FULLTEXTCONTAINSANY", "FULLTEXTSCORE", "HASH", "RRF", "ST_AREA", "ST_DISTANCE", "ST_INTERSECTS", "ST_ISVALID",
        "ST_ISVALIDDETAILED", "ST_WITHIN", "VECTORDISTANCE");

    public static Function Find(Token name, int arguments)
    {
        if (!Functions.TryGetValue(name.Text, out var function))
        {
            throw Unsupported.Contains(name.Text)
                ? QuerySyntax.Unsupported(name, $"the function {name}")
                : QuerySyntax.Error(name, $"{name} is not a recognized built-in function name.", "SC2005");
        }

        return arguments >= function.Minimum && arguments <= function.Maximum ? function : throw WrongCount(name, Range(function));
    }

    public static WireFault WrongCount(Token name, string range) => QuerySyntax.Error(name, $"The {name.Text} function requires {range} argument(s).", "SC2050");

    private static string Range(Function function) =>
        function.Minimum == function.Maximum ? $"{function.Minimum}"
        : function.Maximum == int.MaxValue ? $"at least {function.Minimum}"
        : $"{function.Minimum} to {function.Maximum}";
}
