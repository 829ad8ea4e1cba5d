using Virga.Documents;

namespace Integration.LocalHost;

/// <summary>A model with a class inside, as lambdas make them.</summary>
internal sealed record ReloadedModel(string Id)
{
    public static readonly Schema<ReloadedModel> Model = Schema.Define<ReloadedModel>("reloaded", model =>
    {
        model.Partition(m => m.Id);
        model.Key(m => m.Id);
    });

    internal sealed class Closure;
}
