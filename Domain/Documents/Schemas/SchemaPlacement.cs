using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>Where a model's documents live, how long, and how they are found.</summary>
public static class SchemaPlacement
{
    /// <summary>The container documents are kept in.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name"><see cref="StorePartition.DefaultContainer"/> unless said.</param>
    /// <param name="partitionPaths">For a container that was made elsewhere: the top-level attributes it is partitioned by, strings, one for each of the model's levels.
    /// The store writes them; they may be the model's own partition attributes. None: the framework's <c>/_pk</c>.</param>
    public static SchemaBuilder<T> Container<T>(this SchemaBuilder<T> model, string name, params string[] partitionPaths)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(partitionPaths);
        if (string.IsNullOrWhiteSpace(name) || name.AsSpan().IndexOfAny("/\\?#") >= 0)
        {
            model.Draft.Faults.Add("Container", $"'{name}' is no container name. It must not be empty nor contain / \\ ? #.");
            return model;
        }

        foreach (var path in partitionPaths)
        {
            if (path.Length < 2 || path[0] != '/' || path.AsSpan(1).Contains('/') || path is "/id" or "/ttl")
            {
                model.Draft.Faults.Add("Container", $"'{path}' is no partition path the store can write: it must be one top-level attribute, as in /tenantId.");
            }
        }

        model.Draft.Settings.Container = name;
        model.Draft.Settings.PartitionPaths = [.. partitionPaths.Select(path => path.TrimStart('/'))];
        return model;
    }

    /// <summary>Documents expire that long after their last write, or their creation. An expired document is not there for any read.</summary>
    /// <param name="model">The model.</param>
    /// <param name="after">Whole seconds, 1 second to 2,147,483,647 seconds.</param>
    /// <param name="since">Counted from here; from the creation needs timestamps with a creation time.</param>
    public static SchemaBuilder<T> Expires<T>(this SchemaBuilder<T> model, TimeSpan after, ExpiryKind since = ExpiryKind.SinceLastWrite)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (after < TimeSpan.FromSeconds(1) || after > TimeSpan.FromSeconds(int.MaxValue) || after.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            model.Draft.Faults.Add("Expires", $"{after} is not a number of whole seconds from 1 to {int.MaxValue}.");
        }
        else if (since == ExpiryKind.AtAttribute)
        {
            model.Draft.Faults.Add("Expires", "An expiry at an attribute has no duration. Write Expires(c => c.EndsAt).");
        }
        else
        {
            Set(model, new SchemaExpiry(since, after, null));
        }

        return model;
    }

    /// <summary>Documents expire when an attribute says; without a value they do not.</summary>
    public static SchemaBuilder<T> Expires<T>(this SchemaBuilder<T> model, Expression<Func<T, DateTimeOffset?>> at)
    {
        ArgumentNullException.ThrowIfNull(model);
        Set(model, new SchemaExpiry(ExpiryKind.AtAttribute, null, model.Draft.Find(at, topLevel: true)));
        return model;
    }

    /// <summary>An index on an attribute, for conditions and orderings. Cosmos DB has one on every path unless the container says otherwise.</summary>
    public static SchemaBuilder<T> Index<T, TValue>(this SchemaBuilder<T> model, Expression<Func<T, TValue>> attribute)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Draft.PendingIndexes.Add([(attribute, false)]);
        return model;
    }

    /// <summary>A composite index, for ordering by several attributes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="first">The first attribute.</param>
    /// <param name="more">Those after it, in order; <c>Descending</c> where the greatest come first.</param>
    public static SchemaBuilder<T> Index<T>(this SchemaBuilder<T> model, Expression<Func<T, object?>> first, params (Expression<Func<T, object?>> Attribute, bool Descending)[] more)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(more);
        model.Draft.PendingIndexes.Add([(first, false), .. more.Select(part => ((LambdaExpression)part.Attribute, part.Descending))]);
        return model;
    }

    /// <summary>A composite index of two attributes, both with the smallest first.</summary>
    public static SchemaBuilder<T> Index<T, TFirst, TSecond>(this SchemaBuilder<T> model, Expression<Func<T, TFirst>> first, Expression<Func<T, TSecond>> second)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Draft.PendingIndexes.Add([(first, false), (second, false)]);
        return model;
    }

    /// <summary>No two documents of a partition have the same values of these attributes; else <see cref="UniqueKeyException"/>. Documents that lack all of them are left out.</summary>
    /// <remarks>Unique keys belong to the container and must be there when it is made (Cosmos DB). Updates of such an attribute read first.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="name">The key's name: letters, digits and hyphens.</param>
    /// <param name="attributes">The attributes, at least one.</param>
    public static SchemaBuilder<T> Unique<T>(this SchemaBuilder<T> model, string name, params Expression<Func<T, object?>>[] attributes)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(attributes);
        if (name.Length == 0 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') || attributes.Length == 0)
        {
            model.Draft.Faults.Add("Unique", $"The unique key '{name}' needs a name of letters, digits and hyphens, and at least one attribute.");
        }
        else if (model.Draft.PendingUniqueKeys.Exists(key => key.Name == name))
        {
            model.Draft.Faults.Add("Unique", $"There are two unique keys '{name}'. Give each its own name.");
        }
        else
        {
            model.Draft.PendingUniqueKeys.Add((name, [.. attributes]));
        }

        return model;
    }

    /// <summary>What happens when a stored document is not what the model says.</summary>
    /// <param name="model">The model.</param>
    /// <param name="policy"><see cref="ReadPolicy.Strict"/> unless said.</param>
    public static SchemaBuilder<T> Reads<T>(this SchemaBuilder<T> model, ReadPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Draft.Settings.Reads = policy;
        return model;
    }

    /// <summary>The version of the documents' shape; add one whenever stored documents would no longer fit the model, and say how older ones are upgraded.</summary>
    /// <remarks>It is stored in every document (<see cref="EnvelopeNames.Version"/>; documents without one have version 1). A document of an earlier version is upgraded whenever it is read and
    /// stored that way at its next write, or by the migration runner. Filters and conditions that Cosmos DB evaluates see what is stored: migrate before asking for new attributes.
    /// A newer version than this one is refused with <see cref="DocumentVersionException"/>.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="version">From 1, which models have unless said.</param>
    public static VersionBuilder Version<T>(this SchemaBuilder<T> model, int version)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Draft.Settings.Versions.Current = version;
        return new VersionBuilder(model.Draft.Settings.Versions);
    }

    private static void Set<T>(SchemaBuilder<T> model, SchemaExpiry expiry)
    {
        if (model.Draft.Settings.Expiry is not null)
        {
            model.Draft.Faults.Add("Expires", "The model has two expiries. Keep one.");
        }

        model.Draft.Settings.Expiry = expiry;
    }
}
