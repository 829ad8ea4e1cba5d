namespace Virga.Notifications;

/// <summary>The names Azure Storage allows for queues and containers; <see cref="IMessageQueue"/> and <see cref="IBlobStore"/> keep to them everywhere.</summary>
public static class StorageName
{
    /// <summary>Whether the name is 3 to 63 lower-case letters, digits and single dashes, with a letter or digit at both ends.</summary>
    public static bool IsValid(string? name)
    {
        if (name is not { Length: >= 3 and <= 63 } || name[0] == '-' || name[^1] == '-' || name.Contains("--", StringComparison.Ordinal))
        {
            return false;
        }

        return name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
    }

    /// <summary>Refuses a name that is not valid.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public static void ThrowIfInvalid(string? name, string parameter)
    {
        if (!IsValid(name))
        {
            throw new ArgumentException(
                $"'{name}' is no name for a queue or container. It takes 3 to 63 lower-case letters, digits and single dashes, with a letter or digit at both ends.", parameter);
        }
    }

    /// <summary>Refuses a blob whose container's name is not valid, or whose own has no character or more than 1,024.</summary>
    /// <exception cref="ArgumentException">One of the names is not valid.</exception>
    public static void ThrowIfInvalidBlob(string? container, string? name)
    {
        ThrowIfInvalid(container, nameof(container));
        if (name is not { Length: > 0 and <= 1024 })
        {
            throw new ArgumentException($"A blob's name has 1 to 1,024 characters; this one has {name?.Length ?? 0}.", nameof(name));
        }
    }
}
