using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Virga.LocalHost;

namespace Integration.LocalHost;

/// <summary>Pins what the local host takes over from the worker: functions that compile here must compile there. The list was checked against Microsoft.Azure.Functions.Worker 2.52 and its extensions.</summary>
public sealed class SurfaceTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void Every_type_of_the_worker_that_is_here_has_the_workers_members() => Assert.Equal(WorkerSurface.Text, string.Join('\n', Lines()), ignoreLineEndingDifferences: true);

    private static IEnumerable<string> Lines() =>
        from type in typeof(FunctionAttribute).Assembly.GetExportedTypes()
        where !WorkerSurface.Own.Contains(type.Name)
        orderby type.Name
        select $"{Name(type)}{(type.BaseType == typeof(object) || type.BaseType == typeof(Attribute) || type.IsEnum || type.BaseType is null || type.BaseType == typeof(MulticastDelegate) ? "" : " : " + Name(type.BaseType))} {{ {string.Join("; ", Members(type).DefaultIfEmpty())} }}".Replace("{  }", "{ }", StringComparison.Ordinal);

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt32(Enum.Parse(type, n), CultureInfo.InvariantCulture)}");
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [Signature(type.GetMethod("Invoke")!)];
        }

        return type.GetConstructors(Declared).Select(c => $"new({Parameters(c)})").Order(StringComparer.Ordinal)
            .Concat(type.GetProperties(Declared).OrderBy(p => p.Name, StringComparer.Ordinal).Select(Property))
            .Concat(type.GetMethods(Declared).Where(m => !m.IsSpecialName).Select(Signature).Order(StringComparer.Ordinal));
    }

    private static string Property(PropertyInfo property) =>
        $"{Name(property.PropertyType, Nullability.Create(property))} {property.Name}{(property.SetMethod is { IsPublic: true } ? " set" : "")}";

    private static string Signature(MethodInfo method) =>
        $"{Name(method.ReturnType, Nullability.Create(method.ReturnParameter))} {method.Name}{(method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "")}({Parameters(method)})";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        (p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
        + (p.Position == 0 && method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "")
        + Name(p.ParameterType, Nullability.Create(p)) + " " + p.Name + (p.HasDefaultValue ? " = " + (p.DefaultValue ?? "null") : "")));

    private static string Name(Type type, NullabilityInfo? nullability = null)
    {
        var mark = nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]" + mark;
        }

        return (type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select((a, i) => Name(a, nullability?.GenericTypeArguments.ElementAtOrDefault(i))))}>"
            : type.Name) + mark;
    }
}
