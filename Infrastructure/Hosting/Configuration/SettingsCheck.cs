using System.Collections;
using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Virga.Hosting;

/// <summary>Looks at the settings as they are written, before options are made of them: unknown names, values of the wrong kind, and Key Vault references that nobody resolved.</summary>
internal sealed class SettingsCheck(IConfiguration configuration, IReadOnlyList<SettingsSection> sections)
{
    private const string KeyVaultReference = "@Microsoft.KeyVault(";
    private readonly List<string> _faults = [];

    /// <summary>All that is wrong, each with the setting's name and what to do; values are told where they can be no secret.</summary>
    public IReadOnlyList<string> Faults()
    {
        _faults.Clear();
        _faults.AddRange(
            from setting in configuration.AsEnumerable()
            where setting.Value?.StartsWith(KeyVaultReference, StringComparison.OrdinalIgnoreCase) == true
            orderby setting.Key
            select $"{setting.Key} is a Key Vault reference that was not resolved. Give the app's identity the role Key Vault Secrets User on the vault, and see that the secret exists; on a developer's machine, set the value itself.");
        foreach (var section in sections)
        {
            Check(configuration.GetSection(section.Path), section.Options, section.Foreign);
        }

        return _faults;
    }

    private void Check(IConfigurationSection section, Type options, IReadOnlyList<string> foreign)
    {
        if (NamesOf(section, options) is { } element)
        {
            foreach (var named in section.GetChildren())
            {
                CheckValue(named, element);
            }

            return;
        }

        var properties = options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsSetting).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var setting in section.GetChildren())
        {
            if (properties.TryGetValue(setting.Key, out var property))
            {
                CheckValue(setting, property.PropertyType);
            }
            else if (!foreign.Contains(setting.Key, StringComparer.OrdinalIgnoreCase) && !IsSection(setting.Path))
            {
                var near = NearestName.Of(setting.Key, properties.Keys.Concat(foreign));
                _faults.Add($"{setting.Path} is no setting{(near is null ? $". {section.Path} has {string.Join(", ", properties.Keys.Order(StringComparer.Ordinal))}." : $". Did you mean {section.Path}:{near}?")}");
            }
        }
    }

    private void CheckValue(IConfigurationSection setting, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ElementOf(type) is { } element)
        {
            foreach (var item in setting.GetChildren())
            {
                CheckValue(item, element);
            }
        }
        else if (!IsText(type))
        {
            Check(setting, type, []);
        }
        else if (setting.Value is { } value && !value.StartsWith(KeyVaultReference, StringComparison.OrdinalIgnoreCase) && !IsValid(value, type))
        {
            _faults.Add(value.Length == 0
                ? $"{setting.Path} is empty. Give it a value, or leave it out."
                : $"{setting.Path} is '{value}', which is no {KindOf(type)}.");
        }
    }

    /// <summary>What a section consists of that has settings of names of their own, as the backends are: its options are a dictionary of that name; null for any other.</summary>
    private static Type? NamesOf(IConfigurationSection section, Type options) =>
        options.GetProperty(section.Key)?.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IDictionary<,>) ? type.GetGenericArguments()[1] : null;

    /// <summary>Whether a section of its own begins here, or further down.</summary>
    private bool IsSection(string path) =>
        sections.Any(section => section.Path.Equals(path, StringComparison.OrdinalIgnoreCase) || section.Path.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>Delegates, streams, credentials and the like are set in code.</summary>
    private static bool IsSetting(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return ElementOf(type) is { } element
            ? IsText(element) || element.IsClass
            : property.CanWrite && IsText(type) || type is { IsClass: true, IsAbstract: false } && !typeof(Delegate).IsAssignableFrom(type);
    }

    private static bool IsText(Type type) => type == typeof(byte[]) || TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    private static bool IsValid(string value, Type type)
    {
        if (type == typeof(byte[]))
        {
            return Convert.TryFromBase64String(value, new byte[value.Length], out _);
        }

        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
            return value.Length > 0 || type == typeof(string);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException or UriFormatException)
        {
            return false;
        }
    }

    private static Type? ElementOf(Type type) =>
        type == typeof(string) || type == typeof(byte[]) || !typeof(IEnumerable).IsAssignableFrom(type) ? null
        : type.IsArray ? type.GetElementType()
        : type.GetGenericArguments().LastOrDefault();

    private static string KindOf(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "time (d.hh:mm:ss)",
        _ when type == typeof(Uri) => "address",
        _ when type == typeof(byte[]) => "base64",
        { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(type))}",
        { IsPrimitive: true } => "number",
        _ => type.Name,
    };
}
