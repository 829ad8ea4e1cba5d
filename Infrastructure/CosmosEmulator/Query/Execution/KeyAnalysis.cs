using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Finds in a filter the only keys it can let through, so that they are looked up instead of scanning. The filter still runs on what is found.</summary>
internal sealed class KeyAnalysis(ContainerInfo container, QueryScope scope, int slot, Row row)
{
    /// <summary>More keys than this are scanned for.</summary>
    private const int MaximumKeys = 2000;

    /// <summary>The candidates; null when any document may pass.</summary>
    public IReadOnlyList<KeyCandidate>? Find(Expression? filter)
    {
        if (filter is null || scope.Low is not null || Analyse(filter) is not { } constraints)
        {
            return null;
        }

        var keys = new HashSet<KeyCandidate>();
        foreach (var constraint in constraints)
        {
            var partition = scope.Partition ?? Partition(constraint);
            if (partition is null || (scope.Partition is not null && constraint.Id is null))
            {
                return null;
            }

            keys.Add(new KeyCandidate(partition, constraint.Id));
        }

        return [.. keys];
    }

    private static string? Partition(Constraint constraint) =>
        constraint.Parts.All(part => part is not null) ? new PartitionKeyValue([.. constraint.Parts.Select(part => part!.Value)]).Stored : null;

    /// <summary>The alternatives an expression allows; null when it says nothing about keys.</summary>
    private List<Constraint>? Analyse(Expression expression) => expression switch
    {
        LogicalExpression { IsAnd: true } both => And(Analyse(both.Parts[0]), Analyse(both.Parts[1])),
        LogicalExpression either => Or(Analyse(either.Parts[0]), Analyse(either.Parts[1])),
        ComparisonExpression { Symbol: "=" } equal => Equal(equal.Left, [equal.Right]) ?? Equal(equal.Right, [equal.Left]),
        InExpression one => Equal(one.Operand, one.Options),
        _ => null,
    };

    private static List<Constraint>? And(List<Constraint>? left, List<Constraint>? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        if ((long)left.Count * right.Count > MaximumKeys)
        {
            return left;
        }

        return [.. left.SelectMany(_ => right, (a, b) => a.With(b)).OfType<Constraint>()];
    }

    private static List<Constraint>? Or(List<Constraint>? left, List<Constraint>? right) =>
        left is null || right is null || left.Count + right.Count > MaximumKeys ? null : [.. left, .. right];

    private List<Constraint>? Equal(Expression path, IReadOnlyList<Expression> values)
    {
        if (PropertyExpression.PathOf(path) is not { } found || found.Slot != slot || values.Count > MaximumKeys || !values.All(value => value.IsConstant))
        {
            return null;
        }

        var isId = found.Names is ["id"];
        var part = PartOf(found.Names);
        if (!isId && part < 0)
        {
            return null;
        }

        var constraints = new List<Constraint>();
        foreach (var value in values.Select(value => value.Evaluate(row)))
        {
            var constraint = new Constraint(null, new PartitionKeyPart?[container.Definition.PartitionKey.Paths.Count]);
            if (isId && value.Kind != ValueKind.String)
            {
                // No document has such an id.
                continue;
            }

            if (part >= 0)
            {
                if (!value.IsPrimitive)
                {
                    return null;
                }

                constraint.Parts[part] = Part(value);
            }

            constraints.Add(isId ? constraint with { Id = value.Text } : constraint);
        }

        return constraints;
    }

    private int PartOf(List<string> names)
    {
        var paths = container.Definition.PartitionKey.Paths;
        for (var i = 0; i < paths.Count; i++)
        {
            if (paths[i].Names.SequenceEqual(names))
            {
                return i;
            }
        }

        return -1;
    }

    private static PartitionKeyPart Part(Value value) => value.Kind switch
    {
        ValueKind.String => new(JsonValueKind.String, value.Text, 0),
        ValueKind.Number => new(JsonValueKind.Number, null, value.Number),
        ValueKind.Boolean => new(value.Boolean ? JsonValueKind.True : JsonValueKind.False, null, 0),
        _ => new(JsonValueKind.Null, null, 0),
    };

    private sealed record Constraint(string? Id, PartitionKeyPart?[] Parts)
    {
        /// <summary>Both at once; null when they cannot both be.</summary>
        public Constraint? With(Constraint other)
        {
            if (Id is not null && other.Id is not null && Id != other.Id)
            {
                return null;
            }

            var parts = new PartitionKeyPart?[Parts.Length];
            for (var i = 0; i < parts.Length; i++)
            {
                if (Parts[i] is { } mine && other.Parts[i] is { } theirs && mine != theirs)
                {
                    return null;
                }

                parts[i] = Parts[i] ?? other.Parts[i];
            }

            return new Constraint(Id ?? other.Id, parts);
        }
    }
}
