using System.Globalization;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>A JSON pointer (RFC 6901) in its steps.</summary>
internal sealed class JsonPointer
{
    private readonly string[] _steps;

    private JsonPointer(string text, string[] steps)
    {
        Text = text;
        _steps = steps;
    }

    public string Text { get; }

    /// <summary>Whether it names the whole document.</summary>
    public bool IsRoot => _steps.Length == 0;

    /// <summary>The last step; the pointer must not be the root.</summary>
    public string Last => _steps[^1];

    /// <summary>The pointer of a text; null when the text is none.</summary>
    public static JsonPointer? TryParse(string text)
    {
        if (text.Length == 0)
        {
            return new JsonPointer(text, []);
        }

        if (text[0] != '/')
        {
            return null;
        }

        var steps = text[1..].Split('/');
        for (var index = 0; index < steps.Length; index++)
        {
            for (var tilde = steps[index].IndexOf('~', StringComparison.Ordinal); tilde >= 0; tilde = steps[index].IndexOf('~', tilde + 1))
            {
                if (tilde + 1 >= steps[index].Length || steps[index][tilde + 1] is not ('0' or '1'))
                {
                    return null;
                }
            }

            steps[index] = steps[index].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }

        return new JsonPointer(text, steps);
    }

    /// <summary>Whether the other place lies inside this one.</summary>
    public bool Contains(JsonPointer other) => other._steps.Length > _steps.Length && other._steps.AsSpan(0, _steps.Length).SequenceEqual(_steps);

    /// <summary>What holds the place: the object or list one step before the last; false when it is not there.</summary>
    public bool TryParent(JsonNode root, out JsonNode parent)
    {
        parent = root;
        for (var index = 0; index < _steps.Length - 1; index++)
        {
            if (!TryStep(parent, _steps[index], out var next) || next is null)
            {
                return false;
            }

            parent = next;
        }

        return parent is JsonObject or JsonArray;
    }

    /// <summary>What stands at the place; false when nothing does. A JSON null is there, and null.</summary>
    public bool TryFind(JsonNode root, out JsonNode? value)
    {
        value = root;
        return IsRoot || (TryParent(root, out var parent) && TryStep(parent, Last, out value));
    }

    /// <summary>The position in a list that a step means, up to and with the end when that is allowed; -1 for none.</summary>
    public static int PositionOf(string step, JsonArray list, bool orEnd)
    {
        if (orEnd && step == "-")
        {
            return list.Count;
        }

        var isNumber = step.Length is > 0 and <= 9 && (step.Length == 1 || step[0] != '0') && !step.AsSpan().ContainsAnyExceptInRange('0', '9');
        var position = isNumber ? int.Parse(step, CultureInfo.InvariantCulture) : -1;
        return position < list.Count + (orEnd ? 1 : 0) ? position : -1;
    }

    private static bool TryStep(JsonNode holder, string step, out JsonNode? value)
    {
        value = null;
        switch (holder)
        {
            case JsonObject members:
                return members.TryGetPropertyValue(step, out value);
            case JsonArray list when PositionOf(step, list, orEnd: false) is >= 0 and var position:
                value = list[position];
                return true;
            default:
                return false;
        }
    }
}
