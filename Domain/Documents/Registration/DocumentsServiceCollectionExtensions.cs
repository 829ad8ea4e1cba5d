using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>Adds documents to an application.</summary>
public static class DocumentsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IDocuments"/>, the models' repositories and the <see cref="SchemaCatalog"/>, which is checked when the host starts.
    /// An <see cref="IDocumentStore"/> must be registered too.
    /// May be called several times: models add up.</summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services, Action<DocumentsBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<DocumentsOptions>().BindConfiguration(DocumentsOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DocumentsOptions>, DocumentsOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SchemaCatalog>();
        services.TryAddSingleton(provider => new ContainerLayouts(provider.GetRequiredService<SchemaCatalog>().Schemas));
        services.TryAddSingleton(CreateCursorSigner);
        services.TryAddSingleton(provider => new DocumentsContext(
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<DocumentsOptions>>().Value,
            provider.GetRequiredService<CursorSigner>(),
            provider.GetService<DocumentCache>(),
            provider.GetServices<AuditedModel>().Any() ? provider.GetRequiredService<Auditor>() : null));
        services.TryAddSingleton<IDocuments, DocumentSession>();
        services.AddDefinitionCheck<ModelCheck>();
        AddChanges(services);
        AddAudit(services);
        services.TryAddSingleton(provider => new MigrationRunner(
            provider.GetRequiredService<IDocumentStore>(), provider.GetRequiredService<ContainerLayouts>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new DocumentTransfer(
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<SchemaCatalog>(),
            provider.GetRequiredService<ContainerLayouts>(),
            provider.GetRequiredService<TimeProvider>()));
        configure?.Invoke(new DocumentsBuilder(services));
        return services;
    }

    private static void AddAudit(IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AuditOptions>, AuditOptionsValidator>());
        services.TryAddSingleton(provider => new ChangeOrigins(provider.GetServices<AuditedModel>().Any()));
        services.TryAddSingleton<Auditor>();
        services.TryAddSingleton(provider => new AuditTrail(provider.GetRequiredService<DocumentsContext>(), provider.GetRequiredService<SchemaCatalog>()));
    }

    private static void AddChanges(IServiceCollection services)
    {
        services.AddOptions<ChangesOptions>().BindConfiguration(ChangesOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChangesOptions>, ChangesOptionsValidator>());
        services.TryAddSingleton<ChangeCatalog>();
        services.TryAddSingleton<ChangeLetterStore>();
        services.TryAddSingleton<ChangeRunner>();
        services.TryAddSingleton<ChangedDocuments>();
        services.TryAddSingleton(provider => new ChangeDispatcher(
            provider.GetRequiredService<ChangeCatalog>(),
            provider.GetRequiredService<ChangedDocuments>(),
            provider.GetRequiredService<ChangeRunner>(),
            provider.GetRequiredService<IOptions<ChangesOptions>>(),
            provider.GetService<DocumentCache>()));
        services.TryAddSingleton(provider => new ChangeDeadLetters(
            provider.GetRequiredService<ChangeCatalog>(),
            provider.GetRequiredService<ChangeLetterStore>(),
            provider.GetRequiredService<ChangeRunner>(),
            provider.GetRequiredService<IDocumentStore>()));
    }

    private static CursorSigner CreateCursorSigner(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<DocumentsOptions>>().Value;
        var keys = new[] { options.CursorKey, options.PreviousCursorKey }.OfType<string>().Select(Convert.FromBase64String).ToList();
        if (options.CursorKey is null)
        {
            keys.Insert(0, RandomNumberGenerator.GetBytes(DocumentsOptionsValidator.CursorKeyBytes));
        }

        return new CursorSigner(keys, options.CursorLifetime, provider.GetRequiredService<TimeProvider>());
    }
}
