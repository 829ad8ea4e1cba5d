namespace Virga.Gateway;

/// <summary>Route templates as text.</summary>
internal static class RouteText
{
    public static string Join(string prefix, string route)
    {
        var trimmed = route.Trim('/');
        return prefix.Length == 0 ? trimmed : trimmed.Length == 0 ? prefix : $"{prefix}/{trimmed}";
    }
}
