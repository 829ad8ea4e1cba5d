using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Holds a body to the rules of the model over its type, where there is one: a body that is published and not written to the store keeps them, too.</summary>
internal sealed class ModelRules(SchemaCatalog? schemas = null)
{
    /// <summary>All that the model has against the body, each with its pointer.</summary>
    public async ValueTask<IReadOnlyList<ProblemError>> FaultsAsync(Type type, object body, CancellationToken cancellationToken) => schemas?.Of(type) is { } model
        ? [.. (await model.FaultsOfAsync(body, cancellationToken).ConfigureAwait(false)).Select(ProblemError.Of)]
        : [];
}
