using System.Collections.Frozen;

namespace Virga.CosmosEmulator;

/// <summary>All built-in functions by name.</summary>
internal static class FunctionTable
{
    private static readonly FrozenDictionary<string, Function> Functions = TypeFunctions.All()
        .Concat(StringFunctions.All())
        .Concat(StringSearchFunctions.All())
        .Concat(MathFunctions.All())
        .Concat(IntegerFunctions.All())
        .Concat(ArrayFunctions.All())
        .Concat(DateFunctions.All())
        .Concat(DatePartFunctions.All())
        .ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    public static Function Find(Token name, int arguments)
    {
        if (!Functions.TryGetValue(name.Text, out var function))
        {
            throw QuerySyntax.Error(name.Position, $"{name} is not a recognized built-in function name.", "SC2005");
        }

        return arguments >= function.Minimum && arguments <= function.Maximum
            ? function
            : throw QuerySyntax.Error(name.Position, $"the function {name} takes {Range(function)} arguments, not {arguments}.", "SC2050");
    }

    private static string Range(Function function) =>
        function.Minimum == function.Maximum ? $"{function.Minimum}"
        : function.Maximum == int.MaxValue ? $"at least {function.Minimum}"
        : $"{function.Minimum} to {function.Maximum}";
}
