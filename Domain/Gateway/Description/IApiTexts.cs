using System.Reflection;

namespace Virga.Gateway;

/// <summary>What is said of functions, models and their members where no attribute says it: the host reads their doc comments.</summary>
public interface IApiTexts
{
    /// <summary>The text about a type, a method or a property, as Markdown; null when there is none.</summary>
    string? Of(MemberInfo member);
}
