using System.Reflection.Metadata;

[assembly: MetadataUpdateHandler(typeof(Virga.LocalHost.HotReload))]

namespace Virga.LocalHost;

/// <summary>Where the runtime tells that <c>dotnet watch</c> has changed code of the running process.</summary>
internal static class HotReload
{
    /// <summary>Types have changed, or are new.</summary>
    public static event Action<IReadOnlyList<Type>>? Changed;

    /// <summary>Called by the runtime, by this name.</summary>
    public static void UpdateApplication(Type[]? updatedTypes) => Changed?.Invoke(updatedTypes ?? []);
}
