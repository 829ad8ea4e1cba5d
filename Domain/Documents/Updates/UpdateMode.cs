namespace Virga.Documents;

/// <summary>What an update does where there is no document.</summary>
public enum UpdateMode
{
    /// <summary>It is refused with <see cref="DocumentNotFoundException"/>.</summary>
    MustExist,

    /// <summary>It makes one, of its key and the changes, through the whole write pipeline: defaults, rules, required attributes, creation time.</summary>
    Upsert,
}
