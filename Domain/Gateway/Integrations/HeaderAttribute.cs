using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>What header attributes have in common: a name that may be set, and a value without line breaks.</summary>
public abstract class HeaderAttribute : Attribute
{
    private protected HeaderAttribute(string name, string? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (HeaderRules.Fault(name) is { } fault)
        {
            throw new ArgumentException($"The header '{name}' cannot be set: {fault}.", nameof(name));
        }

        if (value is not null && value.Any(char.IsControl))
        {
            throw new ArgumentException($"The value of the header '{name}' has control characters in it.", nameof(value));
        }

        Name = name;
        Value = value;
    }

    /// <summary>The header's name.</summary>
    public string Name { get; }

    /// <summary>Its value; null takes the header away.</summary>
    public string? Value { get; }

    internal void Apply(IHeaderDictionary headers)
    {
        if (Value is null)
        {
            headers.Remove(Name);
        }
        else
        {
            headers[Name] = Value;
        }
    }
}
