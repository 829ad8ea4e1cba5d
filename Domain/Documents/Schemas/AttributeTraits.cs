namespace Virga.Documents;

/// <summary>Which walks through a document its attributes need at all.</summary>
internal sealed record AttributeTraits(bool HasDefaults, bool HasTransforms, bool HasRules)
{
    public static AttributeTraits Of(ValueShape shape) => Of(shape, []);

    private static AttributeTraits Of(ValueShape shape, HashSet<ValueShape> seen)
    {
        var traits = new AttributeTraits(false, false, false);
        if (!seen.Add(shape))
        {
            return traits;
        }

        switch (shape)
        {
            case ListShape list: return Of(list.Element, seen);
            case MapShape map: return Of(map.Element, seen);
            case ObjectShape map:
                foreach (var attribute in map.Attributes)
                {
                    var inner = Of(attribute.Shape, seen);
                    traits = new AttributeTraits(
                        traits.HasDefaults || inner.HasDefaults || attribute.Default is not null,
                        traits.HasTransforms || inner.HasTransforms || attribute.Transform is not null,
                        traits.HasRules || inner.HasRules || attribute.HasRules || attribute.IsRequired);
                }

                return traits;
            default: return traits;
        }
    }
}
