using System.Text.Json;

namespace Virga.Notifications;

/// <summary>A named stream of notifications with one type of body. Define one in a static field with <see cref="Define{T}"/> and register it with the builder.</summary>
public abstract class Topic
{
    private protected Topic(string name, Type bodyType)
    {
        Name = name;
        BodyType = bodyType;
        Faults = TopicName.Fault(name) is { } fault ? [fault] : [];
    }

    /// <summary>The topic's name: 1 to 256 ASCII letters, digits, dashes and underscores (SNS's rule).</summary>
    public string Name { get; }

    /// <summary>The type of the body.</summary>
    public Type BodyType { get; }

    /// <summary>What is wrong with the definition; the app refuses to start while there is anything.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>Defines a topic. Never throws: what is wrong is kept in <see cref="Faults"/> and reported at start.</summary>
    /// <param name="name">The name: 1 to 256 ASCII letters, digits, dashes and underscores.</param>
    /// <param name="json">How bodies become JSON; null for <see cref="JsonSerializerOptions.Web"/>.</param>
    /// <typeparam name="T">The type of the body.</typeparam>
    public static Topic<T> Define<T>(string name, JsonSerializerOptions? json = null) => new(name ?? "", json ?? JsonSerializerOptions.Web);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
