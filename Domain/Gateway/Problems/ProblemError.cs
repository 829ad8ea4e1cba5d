using Virga.Documents;

namespace Virga.Gateway;

/// <summary>One fault of a request, as problem details list it.</summary>
/// <param name="Pointer">A JSON pointer (RFC 6901) to what is wrong, in the part <see cref="In"/> names; empty for the whole.</param>
/// <param name="Code">The fault's stable kebab-case code.</param>
/// <param name="Message">What is wrong and what would be right, for people.</param>
public sealed record ProblemError(string Pointer, string Code, string Message)
{
    /// <summary>The part of the request the pointer points into: <c>body</c>, <c>query</c>, <c>path</c> or <c>header</c>. Written only when not the body.</summary>
    /// <value>body</value>
    public string In { get; init; } = "body";

    /// <summary>A fault of a query parameter.</summary>
    public static ProblemError Query(string parameter, string code, string message) => new(ToPointer(parameter), code, message) { In = "query" };

    /// <summary>A fault of a route parameter.</summary>
    public static ProblemError Path(string parameter, string code, string message) => new(ToPointer(parameter), code, message) { In = "path" };

    /// <summary>A fault of a request header.</summary>
    public static ProblemError Header(string header, string code, string message) => new(ToPointer(header), code, message) { In = "header" };

    /// <summary>A fault that a model found.</summary>
    internal static ProblemError Of(DocumentFault fault) => new(fault.Path.ToString(), fault.Code, fault.Message);

    private static string ToPointer(string name) => "/" + JsonPointer.Escape(name);
}
