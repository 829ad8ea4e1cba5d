using System.Text.Json;

namespace Virga.Notifications;

/// <summary>A topic whose notifications carry a <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the body.</typeparam>
public sealed class Topic<T> : Topic
{
    internal Topic(TopicSettings settings, JsonSerializerOptions json)
        : base(settings, typeof(T), json)
    {
    }

    internal string Write(T value) => JsonSerializer.Serialize(value, Json);

    /// <summary>Reads a body back.</summary>
    /// <exception cref="JsonException">The body is not the JSON of a <typeparamref name="T"/>.</exception>
    internal T Read(string body) => JsonSerializer.Deserialize<T>(body, Json) ?? throw new JsonException($"A notification of topic '{Name}' has the body null.");
}
