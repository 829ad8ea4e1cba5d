using Microsoft.Extensions.DependencyInjection;

namespace Virga.Documents;

/// <summary>Says which models an application has.</summary>
public sealed class DocumentsBuilder
{
    internal DocumentsBuilder(IServiceCollection services)
    {
        Services = services;
    }

    /// <summary>Where the models are registered.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a model; its <see cref="IRepository{T}"/> can then be injected.
    /// With two models over one type, inject <see cref="IDocuments"/> and use <see cref="IDocuments.For"/>.</summary>
    public DocumentsBuilder Add<T>(Schema<T> schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Services.AddSingleton<Schema>(schema);
        Services.AddSingleton(provider => provider.GetRequiredService<IDocuments>().For(schema));
        return this;
    }

    /// <summary>Refines the options in code.</summary>
    public DocumentsBuilder Configure(Action<DocumentsOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }
}
