using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>The rules for tags.</summary>
internal static class TopicTags
{
    /// <summary>The most tags of a topic: 50 (what AWS recommends for SNS, and its limit elsewhere).</summary>
    public const int Maximum = 50;

    /// <exception cref="NotificationException">A tag breaks a rule, or a key is given twice.</exception>
    public static ImmutableSortedDictionary<string, string> With(ImmutableSortedDictionary<string, string> tags, IReadOnlyList<TopicTag> more)
    {
        if (more.Any(tag => tag is null))
        {
            throw NotificationException.Invalid("Tags Reason: a tag must not be null");
        }

        if (more.DistinctBy(tag => tag.Key, StringComparer.Ordinal).Count() < more.Count)
        {
            throw NotificationException.Invalid("Duplicated keys are not allowed.");
        }

        foreach (var (key, value) in more)
        {
            if (key is not { Length: >= 1 and <= 128 } || value is not { Length: <= 256 } || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw NotificationException.Invalid("Tags Reason: a key has 1 to 128 characters and does not start with 'aws:', a value has 0 to 256");
            }

            tags = tags.SetItem(key, value);
        }

        return tags.Count <= Maximum ? tags : throw NotificationException.Invalid($"Tags Reason: a topic has at most {Maximum} tags");
    }
}
