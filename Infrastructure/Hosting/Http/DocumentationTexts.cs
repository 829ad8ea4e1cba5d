using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>Reads the doc comments that the compiler wrote beside an assembly, for the API's description; an assembly without such a file says nothing.</summary>
/// <remarks>Set <c>GenerateDocumentationFile</c> in the project to have one.</remarks>
internal sealed partial class DocumentationTexts : IApiTexts
{
    private readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> _files = new();

    /// <inheritdoc/>
    public string? Of(MemberInfo member)
    {
        ArgumentNullException.ThrowIfNull(member);
        var type = member as Type ?? member.DeclaringType!;
        var texts = _files.GetOrAdd((type.IsGenericType ? type.GetGenericTypeDefinition() : type).Assembly, Read);
        var typeName = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName?.Replace('+', '.');
        return member switch
        {
            Type => Summary(texts.GetValueOrDefault($"T:{typeName}")),
            MethodInfo => Summary(texts.FirstOrDefault(text => IsMethod(text.Key, $"M:{typeName}.{member.Name}")).Value),

            // A positional record has its properties described as parameters of the type.
            PropertyInfo => Summary(texts.GetValueOrDefault($"P:{typeName}.{member.Name}"))
                ?? Text(texts.GetValueOrDefault($"T:{typeName}")?.Elements("param").FirstOrDefault(parameter => (string?)parameter.Attribute("name") == member.Name)),
            _ => null,
        };
    }

    private static bool IsMethod(string id, string name) =>
        id.StartsWith(name, StringComparison.Ordinal) && (id.Length == name.Length || id[name.Length] is '(' or '`');

    private static string? Summary(XElement? member) => Text(member?.Element("summary"));

    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            return XDocument.Load(file).Descendants("member").Where(member => member.Attribute("name") is not null)
                .GroupBy(member => member.Attribute("name")!.Value, StringComparer.Ordinal)
                .ToDictionary(member => member.Key, member => member.First(), StringComparer.Ordinal);
        }
        catch (XmlException)
        {
            // Words are missing then; the description itself is whole.
            return [];
        }
    }

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = Spaces().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();
        return text.Length == 0 ? null : text;
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" or "code" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" or "seealso" } see => $"`{(string?)see.Attribute("langword") ?? Name((string?)see.Attribute("cref")) ?? see.Value}`",
        XElement { Name.LocalName: "paramref" or "typeparamref" } parameter => $"`{(string?)parameter.Attribute("name")}`",
        XElement other => string.Concat(other.Nodes().Select(Text)),
        _ => "",
    };

    /// <summary>The last part of what a reference names.</summary>
    private static string? Name(string? reference) => reference?.Split('(')[0].Split('.', ':')[^1].Split('`')[0];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
