using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Virga.Documents;
using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>Tells whoever works under <c>dotnet watch</c> what hot reload has changed without effect, because the app read it when it started: functions and their attributes, models, topics, the program.</summary>
internal sealed class ReloadNotice(FunctionCatalog functions, ILoggerFactory logs) : IHostedService
{
    private readonly Dictionary<Type, string> _forms = functions.Descriptors.Select(function => function.Method.DeclaringType!).Distinct().ToDictionary(type => type, FormOf);
    private readonly ILogger _logger = logs.CreateLogger("Virga.LocalHost");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        HotReload.Changed += Tell;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        HotReload.Changed -= Tell;
        return Task.CompletedTask;
    }

    private void Tell(IReadOnlyList<Type> types)
    {
        var names = types.Select(Outermost).Distinct().Where(WasReadAtStart).Select(type => type.Name).Order(StringComparer.Ordinal).ToList();
        if (names.Count > 0)
        {
            Log.ReloadedWithoutEffect(_logger, string.Join(", ", names));
        }
    }

    private bool WasReadAtStart(Type type) =>
        FormOf(type) != _forms.GetValueOrDefault(type, "") || type == Assembly.GetEntryAssembly()?.EntryPoint?.DeclaringType || HasDefinitions(type);

    private static bool HasDefinitions(Type type) => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Any(field => typeof(Schema).IsAssignableFrom(field.FieldType) || typeof(Topic).IsAssignableFrom(field.FieldType));

    /// <summary>A class's functions as they are declared; empty when it has none.</summary>
    private static string FormOf(Type type)
    {
        var methods = type.GetMethods().Where(method => method.IsDefined(typeof(FunctionAttribute))).OrderBy(method => method.ToString(), StringComparer.Ordinal).ToList();
        return methods.Count == 0 ? "" : string.Join('\n', methods.Prepend<MemberInfo>(type).SelectMany(DeclarationOf));
    }

    private static IEnumerable<string> DeclarationOf(MemberInfo member) =>
        member.CustomAttributes.Concat((member as MethodInfo)?.GetParameters().SelectMany(parameter => parameter.CustomAttributes) ?? [])
            .Select(attribute => attribute.ToString()).Prepend(member.ToString()!);

    // Lambdas and iterators have classes of their own inside.
    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
