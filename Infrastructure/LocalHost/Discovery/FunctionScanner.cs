using System.Reflection;

namespace Virga.LocalHost;

/// <summary>Finds the methods with <see cref="FunctionAttribute"/>.</summary>
internal static class FunctionScanner
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static IEnumerable<FunctionDescriptor> Scan(IEnumerable<Type> types) =>
        from type in types
        where type is { IsClass: true }
        from method in type.GetMethods(Declared)
        where method.IsDefined(typeof(FunctionAttribute), inherit: false)
        select Describe(method);

    private static FunctionDescriptor Describe(MethodInfo method)
    {
        var triggers = method.GetParameters().Where(p => p.IsDefined(typeof(TriggerBindingAttribute), inherit: false)).ToArray();
        var parameter = triggers.Length == 1 ? triggers[0] : null;
        return new FunctionDescriptor(
            method.GetCustomAttribute<FunctionAttribute>()!.Name,
            method,
            parameter,
            parameter?.GetCustomAttribute<TriggerBindingAttribute>(),
            method.GetCustomAttribute<RetryAttribute>());
    }
}
