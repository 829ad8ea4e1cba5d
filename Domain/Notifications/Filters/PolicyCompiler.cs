using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Compiles a policy's objects, keys and <c>$or</c>. What is accepted is what is evaluated: there is no second reading.</summary>
internal ref struct PolicyCompiler
{
    private const string Or = "$or";

    private readonly FilterScope _scope;
    private readonly FilterLimits _limits;
    private readonly ImmutableArray<PolicyLeaf>.Builder _leaves = ImmutableArray.CreateBuilder<PolicyLeaf>();
    private PolicyReader _reader;
    private long _points;

    private PolicyCompiler(string json, FilterScope scope, FilterLimits limits)
    {
        _reader = new PolicyReader(json);
        _scope = scope;
        _limits = limits;
    }

    public static FilterPolicy Compile(string json, FilterScope scope, FilterLimits limits)
    {
        if (Encoding.UTF8.GetByteCount(json) > FilterLimits.Bytes)
        {
            throw new FilterPolicyException("FilterPolicy: Filter policy is too complex");
        }

        var compiler = new PolicyCompiler(json, scope, limits);
        if (compiler._reader.Read() != JsonTokenType.StartObject)
        {
            throw compiler._reader.Fault("Filter is not an object");
        }

        var root = compiler.ReadObject(null, 1, out var combinations, new HashSet<string>(StringComparer.Ordinal));
        compiler._reader.Read(); // throws when something follows
        if (combinations > limits.Combinations || compiler._points > limits.WildcardPoints)
        {
            throw new FilterPolicyException("FilterPolicy: Filter policy is too complex");
        }

        return new FilterPolicy(json, scope, root, compiler._leaves.ToImmutable());
    }

    /// <summary>Reads an object's members; <paramref name="taken"/> holds the paths that must hold together with them.</summary>
    private PolicyNode.All ReadObject(string? prefix, int depth, out long combinations, HashSet<string> taken)
    {
        var parts = ImmutableArray.CreateBuilder<PolicyNode>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        combinations = 1;
        while (_reader.Read() != JsonTokenType.EndObject)
        {
            var name = _reader.Text;
            if (!names.Add(name))
            {
                throw _reader.Fault($"Duplicate key \"{name}\"");
            }

            _reader.Read();
            var path = prefix is null ? name : $"{prefix}.{name}";
            long member;
            switch (_reader.Token)
            {
                case JsonTokenType.StartArray when name == Or && IsOr(_reader.Ahead()):
                    parts.Add(ReadOr(prefix, depth, out member, taken));
                    break;
                case JsonTokenType.StartArray:
                    parts.Add(ReadLeaf(path, depth, out member, taken));
                    break;
                case JsonTokenType.StartObject when _scope == FilterScope.MessageAttributes:
                    throw new FilterPolicyException("Filter policy scope MessageAttributes does not support nested filter policy");
                case JsonTokenType.StartObject:
                    parts.Add(ReadObject(path, depth + 1, out member, taken));
                    break;
                default:
                    throw _reader.Fault($"\"{name}\" must be an object or an array");
            }

            combinations = Multiply(combinations, member);
        }

        return names.Count > 0 ? new PolicyNode.All(parts.ToImmutable()) : throw _reader.Fault("Empty objects are not allowed");
    }

    private PolicyNode.Any ReadOr(string? prefix, int depth, out long combinations, HashSet<string> taken)
    {
        var branches = ImmutableArray.CreateBuilder<PolicyNode>();
        var together = new HashSet<string>(taken, StringComparer.Ordinal);
        combinations = 0;
        while (_reader.Read() != JsonTokenType.EndArray)
        {
            var branch = new HashSet<string>(taken, StringComparer.Ordinal);
            branches.Add(ReadObject(prefix, depth, out var combination, branch));
            together.UnionWith(branch);
            combinations = Math.Min(long.MaxValue / 2, combinations + combination);
        }

        taken.UnionWith(together);
        return new PolicyNode.Any(branches.ToImmutable());
    }

    private PolicyNode.Leaf ReadLeaf(string path, int depth, out long combinations, HashSet<string> taken)
    {
        if (!taken.Add(path))
        {
            throw _reader.Fault($"\"{path}\" is given twice: keys that must hold together, a {Or} branch and its siblings included, are all different");
        }

        var rules = ImmutableArray.CreateBuilder<ValueRule>();
        var allowsAbsence = false;
        long values = 0;
        var cost = new WildcardCost();
        while (_reader.Read() != JsonTokenType.EndArray)
        {
            values++;
            if (ValueRuleCompiler.Read(ref _reader, _limits, ref cost) is { } rule)
            {
                rules.Add(rule);
            }
            else
            {
                allowsAbsence = true;
            }
        }

        if (values == 0)
        {
            throw _reader.Fault("Empty arrays are not allowed");
        }

        if (_leaves.Count >= Math.Min(_limits.Keys, 64))
        {
            throw new FilterPolicyException($"FilterPolicy: Filter policy can not have more than {_limits.Keys} keys");
        }

        combinations = Multiply(values, depth);
        _points += cost.Total;
        _leaves.Add(new PolicyLeaf(_leaves.Count, path, rules.ToImmutable(), allowsAbsence));
        return new PolicyNode.Leaf(_leaves.Count - 1);
    }

    /// <summary>SNS takes <c>$or</c> for the operator only when it holds two objects or more, none with an operator's name as a key.</summary>
    private static bool IsOr(PolicyReader ahead)
    {
        var objects = 0;
        while (ahead.Read() != JsonTokenType.EndArray)
        {
            if (ahead.Token != JsonTokenType.StartObject)
            {
                return false;
            }

            objects++;
            for (var depth = 1; depth > 0;)
            {
                switch (ahead.Read())
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        depth++;
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        depth--;
                        break;
                    case JsonTokenType.PropertyName when depth == 1 && ValueRuleCompiler.IsOperator(ahead.Text):
                        return false;
                }
            }
        }

        return objects >= 2;
    }

    private static long Multiply(long left, long right) => left > long.MaxValue / 4 / Math.Max(right, 1) ? long.MaxValue / 4 : left * right;
}
