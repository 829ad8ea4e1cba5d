namespace Virga.Documents;

/// <summary>What the attributes of a document need, wherever they are: which walks through it, and what else.</summary>
internal sealed record AttributeTraits
{
    public bool HasDefaults { get; private set; }

    public bool HasTransforms { get; private set; }

    public bool HasRules { get; private set; }

    public bool HasNulls { get; private set; }

    /// <summary>Whether anything is stored in another form, or under another name, than it is shown.</summary>
    public bool HasStoredForms { get; private set; }

    /// <summary>Whether anything happens to values that are read.</summary>
    public bool HasReads { get; private set; }

    /// <summary>Whether a value has more to be than of its CLR type.</summary>
    public bool HasConstants { get; private set; }

    public bool NeedsItem { get; private set; }

    public bool NeedsPrevious { get; private set; }

    public bool IsLate { get; private set; }

    /// <summary>Whether what is said of attributes is said of the document's own only.</summary>
    public bool IsFlat { get; private set; } = true;

    public static AttributeTraits Of(ObjectShape root)
    {
        var traits = new AttributeTraits();
        traits.Add(root, [], isRoot: true);
        return traits;
    }

    private void Add(ValueShape shape, HashSet<ValueShape> seen, bool isRoot)
    {
        if (!seen.Add(shape))
        {
            return;
        }

        HasStoredForms |= !shape.IsStoredAsIs;
        HasConstants |= shape is ConstantShape;
        switch (shape)
        {
            case ListShape list:
                IsFlat &= list.Element.IsStoredAsIs;
                Add(list.Element, seen, isRoot: false);
                break;
            case MapShape map:
                IsFlat &= map.Element.IsStoredAsIs;
                Add(map.Element, seen, isRoot: false);
                break;
            case UnionShape union:
                foreach (var one in union.Shapes)
                {
                    Add(one, seen, isRoot: false);
                }

                break;
            case ObjectShape map:
                foreach (var attribute in map.Attributes)
                {
                    Add(attribute, isRoot);
                    Add(attribute.Shape, seen, isRoot: false);
                }

                break;
        }
    }

    private void Add(AttributeModel attribute, bool isRoot)
    {
        HasDefaults |= attribute.Default is not null;
        HasTransforms |= attribute.HasTransforms;
        HasRules |= attribute.HasRules || attribute.IsRequired || attribute.RequiredWhen is not null;
        HasNulls |= attribute.KeepsNull || attribute.IsOptional;
        HasStoredForms |= attribute.OtherStoredName is not null;
        HasReads |= attribute.ReadDefault is not null || attribute.ReadTransforms.Length > 0;
        NeedsItem |= attribute.NeedsItem;
        NeedsPrevious |= attribute.NeedsPrevious;
        IsLate |= attribute.IsLate;
        IsFlat &= isRoot || (attribute.Default is null && !attribute.HasTransforms && !attribute.HasRules && attribute.RequiredWhen is null && !attribute.KeepsNull
            && !attribute.IsOptional && attribute.OtherStoredName is null && attribute.Shape.IsStoredAsIs && attribute.Aliases.IsEmpty);
    }
}
