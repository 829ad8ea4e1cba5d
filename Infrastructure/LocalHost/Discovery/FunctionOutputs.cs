using System.Reflection;

namespace Virga.LocalHost;

/// <summary>What a function gives out, found as the worker finds it: an output attribute on the method, else on the properties of what it returns, else the HTTP response.</summary>
internal static class FunctionOutputs
{
    /// <summary>The name of an output that is the whole returned value.</summary>
    public const string Return = "$return";

    /// <summary>The outputs in the order in which the worker lists them.</summary>
    public static IEnumerable<FunctionOutput> Of(MethodInfo method, bool isHttp)
    {
        if (Attribute(method) is { } whole)
        {
            return [new FunctionOutput(Return, whole, whole.AttributeType)];
        }

        var type = Returned(method.ReturnType);
        FunctionOutput[] parts = [.. type.GetProperties().Select(p => (p, Attribute(p))).Where(p => p.Item2 is not null).Select(p => new FunctionOutput(p.p.Name, p.Item2!, p.p.PropertyType))];
        return parts.Length > 0 || !isHttp ? parts : [new FunctionOutput(Return, null, type)];
    }

    // The worker looks into Task<T> only, and takes everything else for what it is.
    private static Type Returned(Type type) =>
        type == typeof(Task) ? typeof(void)
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GetGenericArguments()[0]
        : type;

    private static CustomAttributeData? Attribute(MemberInfo member) =>
        member.CustomAttributes.FirstOrDefault(a => a.AttributeType.IsSubclassOf(typeof(OutputBindingAttribute)));
}
