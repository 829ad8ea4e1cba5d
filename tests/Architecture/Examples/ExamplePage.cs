using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Support;

namespace Architecture;

/// <summary>A page of the documentation, compiled: its C# fences are one program, each fence's statements a method of their own, its types shared.</summary>
/// <remarks>What the examples take for granted (repositories, keys) stands in an HTML comment that begins with <c>examples:</c>, as members of a class, after what namespaces they use.</remarks>
internal static partial class ExamplePage
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Text.Json.Nodes;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Virga.Documents;
        global using Virga.Gateway;
        global using Virga.Notifications;
        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>The pages that have examples.</summary>
    public static IEnumerable<string> All => Repository.Files(".md", "docs").Append("README.md").Where(page => Fence().IsMatch(Read(page)));

    /// <summary>The compiler's errors, by the page's own lines.</summary>
    public static IEnumerable<string> Faults(string page)
    {
        var compilation = CSharpCompilation.Create(
            "Examples",
            [CSharpSyntaxTree.ParseText(Usings, Options), CSharpSyntaxTree.ParseText(Program(page), Options)],
            References.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString());
    }

    private static string Program(string page)
    {
        var text = Read(page);
        var types = new StringBuilder();
        var methods = new StringBuilder();
        var number = 0;
        foreach (Match fence in Fence().Matches(text))
        {
            var code = fence.Groups["code"];
            var line = text.AsSpan(0, code.Index).Count('\n') + 1;
            methods.AppendLine($"public static async Task Example{++number}(CancellationToken cancellationToken) {{");
            foreach (var member in ((CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code.Value, Options).GetRoot()).Members)
            {
                var target = member is GlobalStatementSyntax ? methods : types;
                var offset = code.Value.AsSpan(0, member.FullSpan.Start).Count('\n');
                target.AppendLine($"#line {line + offset} \"{page}\"").AppendLine(member.ToFullString());
            }

            methods.AppendLine("#line hidden").AppendLine("await Task.CompletedTask; }");
        }

        var assumed = string.Concat(Assumed().Matches(text).Select(match => match.Groups["members"].Value));
        var usings = string.Concat(Using().Matches(assumed).Select(match => match.Value));
        assumed = Using().Replace(assumed, "");
        return $"{usings}{types}\n#line 1 \"{page} (examples:)\"\npublic static class Page {{ {assumed}\n{methods} }}";
    }

    private static string Read(string page) => File.ReadAllText(Repository.PathOf(page)).ReplaceLineEndings("\n");

    [GeneratedRegex("""^```csharp\n(?<code>.*?)^```""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("""<!-- examples:(?<members>.*?)-->""", RegexOptions.Singleline)]
    private static partial Regex Assumed();

    [GeneratedRegex(@"^using [\w.]+;\n", RegexOptions.Multiline)]
    private static partial Regex Using();
}
