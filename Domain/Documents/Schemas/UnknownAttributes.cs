namespace Virga.Documents;

/// <summary>What happens to attributes the model does not declare.</summary>
public enum UnknownAttributes
{
    /// <summary>They are left out, on write and on read (Dynamoose's default).</summary>
    Drop,

    /// <summary>They are stored and given back as they are.</summary>
    Keep,

    /// <summary>A write that has them fails; on read they are left out.</summary>
    Refuse,
}
