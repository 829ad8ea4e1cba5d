using System.Text.Json;

namespace Virga.Documents;

/// <summary>Writes a value in its normal form; false when it has none, and then nothing was written.</summary>
internal delegate bool DirectFormat<TValue>(Utf8JsonWriter writer, TValue value);
