namespace Virga.Documents;

/// <summary>The model's own code: rules over whole documents, and what runs before and after reads and writes.</summary>
/// <remarks>An update of a model with code that runs before writes reads the document first, so that the code always sees a whole one.</remarks>
public static class SchemaHookExtensions
{
    /// <summary>A rule over the whole document, checked after those of its attributes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rule">Whether the document is allowed.</param>
    /// <param name="message">What a document must be, for people.</param>
    public static SchemaBuilder<T> Validate<T>(this SchemaBuilder<T> model, Func<T, bool> rule, string message)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentException.ThrowIfNullOrEmpty(message);
        model.Draft.Hooks.Rules.Add(((item, _) => ValueTask.FromResult(rule(item)), message));
        return model;
    }

    /// <summary>A rule over the whole document that waits for an answer.</summary>
    public static SchemaBuilder<T> ValidateAsync<T>(this SchemaBuilder<T> model, Func<T, CancellationToken, ValueTask<bool>> rule, string message)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentException.ThrowIfNullOrEmpty(message);
        model.Draft.Hooks.Rules.Add((rule, message));
        model.Draft.Hooks.IsLate = true;
        return model;
    }

    /// <summary>Changes the whole document on its way to the store: after the attributes' own transforms, before timestamps, computed attributes and rules.</summary>
    /// <remarks>Key and partition stay what they are. Hooks run in the order they were added.</remarks>
    public static SchemaBuilder<T> BeforeWrite<T>(this SchemaBuilder<T> model, Func<T, WriteContext, T> hook)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(hook);
        model.Draft.Hooks.BeforeWrite.Add((item, context, _) => ValueTask.FromResult(hook(item, context)));
        return model;
    }

    /// <summary>As <see cref="BeforeWrite{T}"/>, and waits.</summary>
    public static SchemaBuilder<T> BeforeWriteAsync<T>(this SchemaBuilder<T> model, Func<T, WriteContext, CancellationToken, ValueTask<T>> hook)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(hook);
        model.Draft.Hooks.BeforeWrite.Add(hook);
        model.Draft.Hooks.IsLate = true;
        return model;
    }

    /// <summary>Runs after a document was written, with what was written. What it throws reaches the caller, and the document stays written.</summary>
    /// <remarks>Not for what must happen: a process that ends in between runs none of it. Publish in a transaction, or listen to the change feed.</remarks>
    public static SchemaBuilder<T> AfterWrite<T>(this SchemaBuilder<T> model, Action<T, WriteContext> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return model.AfterWriteAsync((item, context, _) =>
        {
            hook(item, context);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>As <see cref="AfterWrite{T}"/>, and waits.</summary>
    public static SchemaBuilder<T> AfterWriteAsync<T>(this SchemaBuilder<T> model, Func<T, WriteContext, CancellationToken, ValueTask> hook)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(hook);
        model.Draft.Hooks.AfterWrite.Add(hook);
        return model;
    }

    /// <summary>Runs before a document is removed, whether or not it exists; what it throws keeps it from being removed.</summary>
    public static SchemaBuilder<T> BeforeDelete<T>(this SchemaBuilder<T> model, Func<DocumentKey, CancellationToken, ValueTask> hook)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(hook);
        model.Draft.Hooks.BeforeDelete.Add(hook);
        return model;
    }

    /// <summary>Runs after a document was removed.</summary>
    public static SchemaBuilder<T> AfterDelete<T>(this SchemaBuilder<T> model, Func<DocumentKey, CancellationToken, ValueTask> hook)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(hook);
        model.Draft.Hooks.AfterDelete.Add(hook);
        return model;
    }

    /// <summary>Changes a document on its way out of the store, after the attributes' own read transforms. The results of writes go through it, too.</summary>
    /// <remarks>It cannot wait: on a page of a hundred documents it would wait a hundred times. Read what it needs beforehand.</remarks>
    public static SchemaBuilder<T> AfterRead<T>(this SchemaBuilder<T> model, Func<T, T> hook)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(hook);
        model.Draft.Hooks.AfterRead.Add(hook);
        return model;
    }
}
