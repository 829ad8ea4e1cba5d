using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>Says what happens to the attributes of one object: a document, or an object inside one. Nothing here throws, faults are collected.</summary>
/// <remarks>What is said of a type in one place holds there only. To say it in several, keep it in a method that takes this builder and hand that to each.</remarks>
/// <typeparam name="T">The object's type.</typeparam>
public class ObjectBuilder<T>
{
    private readonly ObjectDraft _draft;

    internal ObjectBuilder(ObjectDraft draft)
    {
        _draft = draft;
    }

    /// <summary>A property that has rules; those without need no mention. Nested ones too: <c>c => c.Address.City</c>.</summary>
    public PropertyBuilder<T, TValue> Property<TValue>(Expression<Func<T, TValue>> property) =>
        new(_draft.Find(property, topLevel: false), _draft);

    /// <summary>An attribute by its name in JSON. One the type has no property for is declared by this; a <see cref="Document"/> has only such.</summary>
    public PropertyBuilder<T, TValue> Property<TValue>(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(_draft.FindOrDeclare(name, typeof(TValue)), _draft);
    }

    /// <summary>What is inside an object: the rules of its own attributes.</summary>
    public PropertyBuilder<T, TInner> Object<TInner>(Expression<Func<T, TInner>> property, Action<ObjectBuilder<TInner>> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        var attribute = _draft.Find(property, topLevel: false);
        Define(attribute, attribute.Shape, property.Body.ToString(), [.. _draft.NamesOf(property)], define);
        return new(attribute, _draft);
    }

    /// <summary>Declares an object of a <see cref="Document"/>, and what is inside.</summary>
    public PropertyBuilder<T, Document> Object(string name, Action<ObjectBuilder<Document>> define)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(define);
        var attribute = _draft.Declare(name, _draft.NewObject(), typeof(Document));
        Define(attribute, attribute.Shape, name, [name], define);
        return new(attribute, _draft);
    }

    /// <summary>What is inside each object of a list.</summary>
    public PropertyBuilder<T, IEnumerable<TItem>?> Each<TItem>(Expression<Func<T, IEnumerable<TItem>?>> property, Action<ObjectBuilder<TItem>> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        var attribute = _draft.Find(property, topLevel: false);
        Define(attribute, (attribute.Shape as ListShape)?.Element, property.Body.ToString(), [.. _draft.NamesOf(property), "*"], define);
        return new(attribute, _draft);
    }

    /// <summary>Declares a list of objects of a <see cref="Document"/>, and what is inside each.</summary>
    public PropertyBuilder<T, IEnumerable<Document>?> Each(string name, Action<ObjectBuilder<Document>> define)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(define);
        var element = _draft.NewObject();
        var attribute = _draft.Declare(name, new ListShape(element, nullableElements: false, isUnique: false), typeof(IEnumerable<Document>));
        Define(attribute, element, name, [name, "*"], define);
        return new(attribute, _draft);
    }

    /// <summary>What is inside each object of a dictionary.</summary>
    public PropertyBuilder<T, IEnumerable<KeyValuePair<string, TItem>>?> EachValue<TItem>(
        Expression<Func<T, IEnumerable<KeyValuePair<string, TItem>>?>> property, Action<ObjectBuilder<TItem>> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        var attribute = _draft.Find(property, topLevel: false);
        Define(attribute, (attribute.Shape as MapShape)?.Element, property.Body.ToString(), [.. _draft.NamesOf(property), "*"], define);
        return new(attribute, _draft);
    }

    /// <summary>The rules of each element of a list that is no object: <c>cat.Elements(c => c.Tags).Length(1, 20)</c>.</summary>
    /// <remarks>Rules and <c>Required</c> only; transforms and defaults are for the list.</remarks>
    public PropertyBuilder<T, TItem> Elements<TItem>(Expression<Func<T, IEnumerable<TItem>?>> property)
    {
        var attribute = _draft.Find(property, topLevel: false);
        if (attribute.Shape is not ListShape list)
        {
            _draft.Faults.Add(attribute.Name, $"Elements is for lists and sets, not for {attribute.Shape.Description}.");
            return new(attribute, _draft);
        }

        var element = new AttributeModel(attribute.Name, list.Element) { ValueType = typeof(TItem) };
        attribute.Rules = attribute.Rules.Add(new EachRule(element));
        return new(element, _draft);
    }

    /// <summary>What happens to attributes nobody declared, here and in every object inside that does not say otherwise.</summary>
    /// <param name="unknown"><see cref="UnknownAttributes.Drop"/> unless said.</param>
    /// <param name="keep">Patterns of those that are kept all the same: names joined by dots, <c>*</c> for any one name or list position,
    /// <c>**</c> for everything below. What leads to a match is kept too.</param>
    public ObjectBuilder<T> Unknown(UnknownAttributes unknown, params string[] keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        foreach (var pattern in keep.Where(pattern => string.IsNullOrEmpty(pattern) || pattern.Split('.').Any(string.IsNullOrEmpty)))
        {
            _draft.Faults.Add("Unknown", $"'{pattern}' is no pattern. Join names by dots, as in address.*.");
        }

        _draft.SetUnknown(UnknownPolicy.Of(unknown, keep, _draft.Place));
        return this;
    }

    private void Define<TInner>(AttributeModel attribute, ValueShape? shape, string subject, ImmutableArray<string> place, Action<ObjectBuilder<TInner>> define)
    {
        if (shape is ObjectShape inner)
        {
            define(new ObjectBuilder<TInner>(_draft.Inside(inner, place)));
        }
        else if (!_draft.Faults.Has(attribute.Name, subject))
        {
            _draft.Faults.Add(subject, $"There are no objects with attributes of their own: it is {attribute.Shape.Description}.");
        }
    }
}
