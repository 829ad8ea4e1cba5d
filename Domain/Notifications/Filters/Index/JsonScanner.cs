using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Reads JSON in one pass and keeps the values on paths that policies name; everything else is passed over.</summary>
internal ref struct JsonScanner
{
    private readonly ScannedMessage _message;
    private Utf8JsonReader _json;

    private JsonScanner(ReadOnlySpan<byte> json, ScannedMessage message)
    {
        _message = message;
        _json = new Utf8JsonReader(json);
    }

    /// <summary>Reads a body; false when it is not a JSON object.</summary>
    public static bool TryScanBody(ReadOnlySpan<byte> body, PathNode root, ScannedMessage message)
    {
        // Texts that are no JSON are common, and an exception costs more than a look.
        if (body.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            return false;
        }

        try
        {
            var scanner = new JsonScanner(body, message);
            scanner._json.Read();
            scanner.ReadObject(root, -1);
            return !scanner._json.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads a list of scalars; false when it is no JSON list.</summary>
    public static bool TryScanList(ReadOnlySpan<byte> json, int path, ScannedMessage message)
    {
        try
        {
            var scanner = new JsonScanner(json, message);
            if (!scanner._json.Read() || scanner._json.TokenType != JsonTokenType.StartArray)
            {
                return false;
            }

            scanner.ReadScalars(path);
            return !scanner._json.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void ReadObject(PathNode node, int element)
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var child = _json.ValueIsEscaped ? FollowEscaped(node) : node.Follow(_json.ValueSpan);
            _json.Read();
            if (child is null)
            {
                _json.Skip();
            }
            else
            {
                ReadValue(child, element);
            }
        }
    }

    private readonly PathNode? FollowEscaped(PathNode node)
    {
        var length = _json.ValueSpan.Length;
        var name = length <= 256 ? stackalloc byte[256] : new byte[length];
        try
        {
            return node.Follow(name[.._json.CopyString(name)]);
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair: no text, so no name
        }
    }

    private void ReadValue(PathNode node, int element)
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.StartObject when node.HasChildren:
                ReadObject(node, element);
                break;
            case JsonTokenType.StartObject:
                _json.Skip();
                break;
            case JsonTokenType.StartArray:
                ReadList(node, element);
                break;
            default:
                if (node.Path >= 0)
                {
                    ReadScalar(node.Path, element);
                }

                break;
        }
    }

    private void ReadList(PathNode node, int element)
    {
        var list = _message.NewList();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            // Only objects and lists can hold several values that belong together.
            var isContainer = _json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            ReadValue(node, isContainer && node.HasChildren ? _message.AddElement(list, element) : element);
        }
    }

    private void ReadScalars(int path)
    {
        while (_json.Read() && (_json.TokenType != JsonTokenType.EndArray || _json.CurrentDepth > 0))
        {
            switch (_json.TokenType)
            {
                case JsonTokenType.StartObject:
                    _json.Skip();
                    break;
                case not (JsonTokenType.StartArray or JsonTokenType.EndArray):
                    ReadScalar(path, -1);
                    break;
            }
        }
    }

    private readonly void ReadScalar(int path, int element)
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.String:
                ReadText(path, element);
                break;
            case JsonTokenType.Number:
                _message.AddNumber(path, JsonNumber.Parse(_json.ValueSpan), element);
                break;
            default:
                _message.Add(path, FieldKinds.Of(_json.TokenType), element);
                break;
        }
    }

    private readonly void ReadText(int path, int element)
    {
        try
        {
            _message.AddText(path, _json.CopyString(_message.Room(_json.ValueSpan.Length)), element);
        }
        catch (InvalidOperationException)
        {
            _message.Add(path, FieldKind.Unreadable, element);
        }
    }
}
