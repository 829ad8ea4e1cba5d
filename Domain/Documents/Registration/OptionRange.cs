using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>Tells options that are outside their range.</summary>
internal static class OptionRange
{
    /// <summary>Adds an error unless the value lies between both ends, which are allowed.</summary>
    public static void AddUnlessWithin<T>(this ValidateOptionsResultBuilder result, string setting, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            result.AddError($"{value} is not from {least} to {most}.", setting);
        }
    }
}
