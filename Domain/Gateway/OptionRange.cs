using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Tells settings that are outside their range.</summary>
internal static class OptionRange
{
    /// <summary>Adds a fault unless the value lies between both ends, which are allowed.</summary>
    public static void AddUnlessWithin<T>(this ValidateOptionsResultBuilder faults, string setting, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            faults.AddError($"{setting} is {value}; give {least} to {most}.");
        }
    }
}
