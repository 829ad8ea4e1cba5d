namespace Virga.Documents;

/// <summary>Looks at one part of what an app defines, such as its models or its functions, before the app takes its first request.</summary>
/// <remarks>Registered by <c>AddDefinitionCheck</c>. The faults of all parts are told together.</remarks>
public interface IDefinitionCheck
{
    /// <summary>Everything that is wrong, each fault with the name of what is meant and what to do; nothing when all is right.</summary>
    IEnumerable<string> Faults();
}
