using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>The tests' topic.</summary>
internal static class Cats
{
    public static readonly Topic<Cat> Topic = Virga.Notifications.Topic.Define<Cat>("cats");
}
