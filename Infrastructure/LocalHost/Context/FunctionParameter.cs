using System.Collections.Immutable;

namespace Virga.LocalHost;

/// <summary>A parameter of a function.</summary>
public sealed class FunctionParameter
{
    /// <summary>Describes a parameter.</summary>
    public FunctionParameter(string name, Type type)
        : this(name, type, ImmutableDictionary<string, object>.Empty)
    {
    }

    /// <summary>Describes a parameter with properties.</summary>
    public FunctionParameter(string name, Type type, IReadOnlyDictionary<string, object> properties)
        : this(name, type, hasDefaultValue: false, defaultValue: null, properties)
    {
    }

    /// <summary>Describes a parameter that may have a default.</summary>
    public FunctionParameter(string name, Type type, bool hasDefaultValue, object? defaultValue)
        : this(name, type, hasDefaultValue, defaultValue, ImmutableDictionary<string, object>.Empty)
    {
    }

    /// <summary>Describes a parameter in full.</summary>
    public FunctionParameter(string name, Type type, bool hasDefaultValue, object? defaultValue, IReadOnlyDictionary<string, object> properties)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(properties);
        Name = name;
        Type = type;
        HasDefaultValue = hasDefaultValue;
        DefaultValue = defaultValue;
        IsReferenceOrNullableType = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        Properties = properties;
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>The parameter's type.</summary>
    public Type Type { get; }

    /// <summary>Whether the method gives it a default.</summary>
    public bool HasDefaultValue { get; }

    /// <summary>Whether null may be bound.</summary>
    public bool IsReferenceOrNullableType { get; }

    /// <summary>The default the method gives it.</summary>
    public object? DefaultValue { get; }

    /// <summary>More of it, for middleware; the local host puts the binding attribute under <c>bindingAttribute</c>.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; }
}
