using System.Linq.Expressions;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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

    /// <summary>Adds a handler of a model's changes: an <see cref="IChangeHandler{T}"/> or an <see cref="IChangeBatchHandler{T}"/>.</summary>
    /// <param name="schema">The model.</param>
    /// <param name="name">Letters, digits and hyphens, at most 64; it names the handler in markers and dead letters, so it never changes once the app runs.</param>
    /// <param name="when">Which documents the handler wants, as they are after the change (deletes: before it, as far as that is known); null for all.</param>
    /// <typeparam name="T">The model's type.</typeparam>
    /// <typeparam name="THandler">The handler, made by the services.</typeparam>
    /// <exception cref="ArgumentException">The type is neither kind of handler.</exception>
    /// <exception cref="NotSupportedException">The condition cannot be said as data.</exception>
    public DocumentsBuilder OnChange<T, THandler>(Schema<T> schema, string name, Expression<Func<T, bool>>? when = null)
        where THandler : class
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(name);
        if (!typeof(IChangeHandler<T>).IsAssignableFrom(typeof(THandler)) && !typeof(IChangeBatchHandler<T>).IsAssignableFrom(typeof(THandler)))
        {
            throw new ArgumentException($"{typeof(THandler).Name} handles no changes of {typeof(T).Name}. Implement IChangeHandler<{typeof(T).Name}> or IChangeBatchHandler<{typeof(T).Name}>.", nameof(name));
        }

        Services.TryAddTransient<THandler>();
        Services.AddSingleton<ChangeHandler>(_ => new ChangeHandler<T, THandler>(name, schema, when is null ? null : schema.Condition(when)));
        return this;
    }

    /// <summary>Caches a model's point reads: see <see cref="DocumentCache"/> for what that means.</summary>
    /// <param name="schema">The model; add it too.</param>
    /// <param name="life">How long an entry lives at most: how old a document read here may be when another process wrote it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The life is not from a second to a day.</exception>
    public DocumentsBuilder Cache<T>(Schema<T> schema, TimeSpan life)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentOutOfRangeException.ThrowIfLessThan(life, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(life, TimeSpan.FromDays(1));
        Services.AddHybridCache();
        Services.AddSingleton(new CachedModel(schema, life));
        Services.TryAddSingleton(provider => new DocumentCache(provider.GetRequiredService<HybridCache>(), provider.GetServices<CachedModel>()));
        return this;
    }

    /// <summary>Keeps an audit trail of a model's documents: who changed which one when, from which request (<see cref="AuditTrail"/>).</summary>
    /// <remarks>Each change and its entry are one transaction, so a change takes two of a transaction's operations. Entries are kept for <see cref="AuditOptions.KeepFor"/>.</remarks>
    /// <param name="schema">The model; add it too.</param>
    /// <param name="detail">How much an entry says.</param>
    /// <exception cref="ArgumentException">The model is audited already.</exception>
    public DocumentsBuilder Audit<T>(Schema<T> schema, AuditDetail detail = AuditDetail.Hash)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (Services.Any(service => service.ImplementationInstance is AuditedModel known && known.Schema.Name == schema.Name))
        {
            throw new ArgumentException($"'{schema.Name}' is audited already; say it once.", nameof(schema));
        }

        Services.AddSingleton(new AuditedModel(schema, detail));
        return this;
    }

    /// <summary>Refines the options in code.</summary>
    public DocumentsBuilder Configure(Action<DocumentsOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }
}
