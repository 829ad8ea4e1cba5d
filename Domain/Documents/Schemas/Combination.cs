using System.Collections;
using System.Globalization;

namespace Virga.Documents;

/// <summary>Joins attributes' texts, as Dynamoose's Combine does.</summary>
internal static class Combination
{
    public static string Of(string separator, IEnumerable<object?> parts) => string.Join(separator, parts.Where(part => part is not null).Select(Text));

    private static string Text(object? part) => part switch
    {
        string text => text,
        DateTimeOffset instant => TextFormats.Write(instant),
        bool flag => flag ? "true" : "false",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(',', list.Cast<object?>().Select(Text)),
        _ => part?.ToString() ?? "",
    };
}
