using System.Collections.Concurrent;
using System.Reflection;

namespace Virga.LocalHost;

/// <summary>The property of a type with several outputs that is the response.</summary>
internal static class HttpOutput
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> Found = new();

    public static PropertyInfo? Of(Type type) => Found.GetOrAdd(
        type,
        static type => Array.Find(type.GetProperties(), p => p.IsDefined(typeof(HttpResultAttribute), inherit: true)));
}
