using System.Text.Json;

namespace Virga.Notifications;

/// <summary>A topic whose notifications carry a <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the body.</typeparam>
public sealed class Topic<T> : Topic
{
    private readonly JsonSerializerOptions _json;

    internal Topic(string name, JsonSerializerOptions json)
        : base(name, typeof(T)) => _json = json;

    internal string Write(T value) => JsonSerializer.Serialize(value, _json);

    /// <summary>Reads a body back.</summary>
    /// <exception cref="JsonException">The body is not the JSON of a <typeparamref name="T"/>.</exception>
    internal T Read(string body) => JsonSerializer.Deserialize<T>(body, _json) ?? throw new JsonException($"A notification of topic '{Name}' has the body null.");
}
