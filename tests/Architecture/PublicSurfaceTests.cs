using System.Reflection;
using System.Runtime.CompilerServices;

namespace Architecture;

public sealed class PublicSurfaceTests
{
    private static readonly string[] ForbiddenEndings = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Base", "Impl"];

    public static TheoryData<string> Assemblies => [.. Projects.Shipped.Select(Projects.NameOf)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_project_has_one_public_namespace(string assembly)
    {
        var others = Assembly.Load(assembly).GetExportedTypes()
            .Where(type => type.Namespace != assembly && !IsRegistration(type))
            .Select(type => type.FullName);

        Rule.Holds($"{assembly} has the one public namespace {assembly}.", others);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_type_is_named_by_what_says_nothing(string assembly)
    {
        var badlyNamed = Assembly.Load(assembly).GetTypes()
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.FullName!.Contains('<', StringComparison.Ordinal))
            .Where(type => ForbiddenEndings.Any(ending => type.Name.Split('`')[0].EndsWith(ending, StringComparison.Ordinal)))
            .Select(type => type.FullName);

        Rule.Holds("Name a type by what it does.", badlyNamed);
    }

    // The platform's convention: AddX and MapX live where the builder they extend lives.
    private static bool IsRegistration(Type type) =>
        type is { IsAbstract: true, IsSealed: true } && type.Namespace is "Microsoft.Extensions.DependencyInjection" or "Microsoft.Extensions.Hosting"
            or "Microsoft.AspNetCore.Builder";
}
