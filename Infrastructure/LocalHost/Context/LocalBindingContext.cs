using System.Collections.Immutable;

namespace Virga.LocalHost;

/// <summary>What the trigger told beside its payload.</summary>
internal sealed class LocalBindingContext(IReadOnlyDictionary<string, object?> bindingData) : BindingContext
{
    public static LocalBindingContext None { get; } = new(ImmutableDictionary<string, object?>.Empty);

    public override IReadOnlyDictionary<string, object?> BindingData { get; } = bindingData;
}
