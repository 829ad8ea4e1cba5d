using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Reads the members of delivery policies, and notes what is wrong with them.</summary>
internal static class PolicyMembers
{
    /// <summary>The members of an object; none, and a fault, when it is something else.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Of(JsonElement json, string what, List<string> faults)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            return json.EnumerateObject().Select(member => (member.Name, member.Value));
        }

        faults.Add($"{what} must be a JSON object");
        return [];
    }

    /// <summary>Notes a member that is not supported, and gives back what was there before it.</summary>
    public static T Unknown<T>(T same, string name, string why, List<string> faults)
    {
        faults.Add($"'{name}' is not supported: {why}");
        return same;
    }

    /// <summary>A whole number; 1, and a fault, when it is none.</summary>
    public static int Whole(string name, JsonElement value, List<string> faults)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        faults.Add($"{name} must be a whole number; it is {value.GetRawText()}");
        return 1;
    }
}
