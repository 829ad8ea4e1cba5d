namespace Virga.LocalHost;

/// <summary>Parameters that take several items at once.</summary>
internal static class Batches
{
    private static readonly Type[] Interfaces =
        [typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>), typeof(IList<>), typeof(ICollection<>), typeof(List<>)];

    /// <summary>The type of the items of an array or list; null when the type is neither.</summary>
    public static Type? ElementOf(Type type) =>
        type == typeof(byte[]) ? null
        : type.IsSZArray ? type.GetElementType()
        : type.IsGenericType && Interfaces.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments()[0]
        : null;

    /// <summary>Makes an array or list of items.</summary>
    public static object Make(Type type, Type element, IReadOnlyList<object?> items)
    {
        var array = Array.CreateInstance(element, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            array.SetValue(items[i], i);
        }

        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? Activator.CreateInstance(type, array)! : array;
    }
}
