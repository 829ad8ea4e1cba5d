using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Virga.Gateway;

/// <summary>An access log line as one JSON object with every variable that has a value.</summary>
internal static class AccessJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Render(AccessEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            foreach (var (name, variable) in AccessVariables.All)
            {
                switch (variable(entry))
                {
                    case null:
                        break;
                    case string text:
                        json.WriteString(name, text);
                        break;
                    case var number:
                        json.WriteNumber(name, Convert.ToInt64(number, CultureInfo.InvariantCulture));
                        break;
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
