using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Makes tags: what stands in them of a request or a document is escaped, so that tags can stand in headers and never run into each other.</summary>
internal static class CacheTags
{
    /// <summary>A template with the route's values.</summary>
    public static string Fill(string template, RouteValueDictionary values)
    {
        if (!template.Contains('{', StringComparison.Ordinal))
        {
            return template;
        }

        var tag = new StringBuilder(template.Length + 16);
        var rest = template.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open && rest[open..].IndexOf('}') is > 0 and var length)
        {
            var name = rest.Slice(open + 1, length - 1).ToString();
            tag.Append(rest[..open]).Append(Escape(values.TryGetValue(name, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" : ""));
            rest = rest[(open + length + 1)..];
        }

        return tag.Append(rest).ToString();
    }

    /// <summary>The tags of a document: its partition's lists, and its own.</summary>
    public static string[] Of(string model, DocumentKey key)
    {
        var list = string.Join(':', Enumerable.Range(0, key.Partition.Count).Select(level => Escape(key.Partition[level])).Prepend(model));
        return [list, $"{list}:{Escape(key.Id)}"];
    }

    private static string Escape(string value) => Uri.EscapeDataString(value);
}
