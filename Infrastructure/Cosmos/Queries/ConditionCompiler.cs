using System.Text.Json;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>Compiles conditions to the NoSQL dialect so that they mean what <see cref="ConditionEvaluator"/> says.</summary>
/// <remarks>
/// Cosmos DB's logic has three values: a comparison with an absent attribute is undefined, and so is its opposite. Ours has two, so what stands under a NOT is made false where it is
/// undefined (<c>?? false</c>); elsewhere undefined already counts as false, and an index can still answer.
/// </remarks>
internal sealed class ConditionCompiler(SqlWriter sql, int depth = 0)
{
    // Elements of lists are e1, e2 and so on, the innermost the highest.
    private readonly string _alias = depth == 0 ? "c" : $"e{depth}";

    /// <summary>A patch's predicate: the whole text, values inlined.</summary>
    public static string Predicate(Condition condition)
    {
        var writer = new SqlWriter(inlineValues: true).Append("FROM c WHERE ");
        new ConditionCompiler(writer).Write(condition);
        return writer.ToString();
    }

    public void Write(Condition condition)
    {
        switch (condition)
        {
            case Condition.All all:
                WriteJoined(all.Parts, " AND ", "true");
                break;
            case Condition.Any any:
                WriteJoined(any.Parts, " OR ", "false");
                break;
            case Condition.Not not:
                WriteNot(() => Write(not.Part));
                break;
            case Condition.Compare compare:
                WriteComparison(compare);
                break;
            case Condition.In within:
                WriteIn(within);
                break;
            case Condition.SameText same:
                WriteTextCall("STRINGEQUALS", same.Left, same.Right, ignoreCase: true);
                break;
            case Condition.BeginsWith begins:
                WriteTextCall("STARTSWITH", begins.Operand, begins.Prefix, begins.IgnoreCase);
                break;
            case Condition.EndsWith ends:
                WriteTextCall("ENDSWITH", ends.Operand, ends.Suffix, ends.IgnoreCase);
                break;
            case Condition.Contains contains:
                WriteContains(contains);
                break;
            case Condition.Exists exists:
                sql.Append("IS_DEFINED(").Append(_alias, exists.Path).Append(")");
                break;
            case Condition.OfType type:
                sql.Append(TypeTest(type.Type)).Append("(").Append(_alias, type.Path).Append(")");
                break;
            case Condition.AnyElement any:
                WriteElements(any.List, any.Part, wanted: true);
                break;
            case Condition.AllElements all:
                WriteElements(all.List, all.Part, wanted: false);
                break;
            default:
                throw new NotSupportedException($"There is no condition {condition.GetType().Name}.");
        }
    }

    private void WriteJoined(IReadOnlyList<Condition> parts, string separator, string whenEmpty)
    {
        if (parts.Count == 0)
        {
            sql.Append(whenEmpty);
            return;
        }

        sql.Append("(");
        for (var index = 0; index < parts.Count; index++)
        {
            sql.Append(index == 0 ? "" : separator);
            Write(parts[index]);
        }

        sql.Append(")");
    }

    private void WriteNot(Action part)
    {
        sql.Append("(NOT ((");
        part();
        sql.Append(") ?? false))");
    }

    /// <summary>Some element is as wanted; or none is otherwise, which is the same of all of them.</summary>
    private void WriteElements(DocumentPath list, Condition part, bool wanted)
    {
        var inner = $"e{depth + 1}";
        sql.Append("(IS_ARRAY(").Append(_alias, list).Append(wanted ? ") AND EXISTS(" : ") AND NOT EXISTS(")
            .Append("SELECT VALUE ").Append(inner).Append(" FROM ").Append(inner).Append(" IN ").Append(_alias, list).Append(" WHERE ");
        new ConditionCompiler(sql, depth + 1).Write(wanted ? part : new Condition.Not(part));
        sql.Append("))");
    }

    private void WriteComparison(Condition.Compare compare)
    {
        switch (compare.Operator)
        {
            case ComparisonOperator.Equal:
                WriteInfix(compare, " = ");
                break;
            case ComparisonOperator.NotEqual:
                // Not '!=': across types that is undefined, and here it is true.
                sql.Append("(");
                WritePresent(compare.Left);
                WritePresent(compare.Right);
                WriteNot(() => WriteInfix(compare, " = "));
                sql.Append(")");
                break;
            default:
                WriteOrder(compare);
                break;
        }
    }

    private void WritePresent(Operand operand)
    {
        if (operand is Operand.Size size)
        {
            sql.Append("(IS_STRING(").Append(_alias, size.Path).Append(") OR IS_ARRAY(").Append(_alias, size.Path).Append(")) AND ");
        }
        else if (operand is Operand.Attribute attribute)
        {
            sql.Append("IS_DEFINED(").Append(_alias, attribute.Path).Append(") AND ");
        }
    }

    /// <summary>Only two numbers or two strings are ordered; Cosmos DB orders Booleans and nulls too.</summary>
    private void WriteOrder(Condition.Compare compare)
    {
        var text = compare.Operator switch
        {
            ComparisonOperator.LessThan => " < ",
            ComparisonOperator.LessThanOrEqual => " <= ",
            ComparisonOperator.GreaterThan => " > ",
            ComparisonOperator.GreaterThanOrEqual => " >= ",
            _ => throw new NotSupportedException($"There is no comparison {compare.Operator}."),
        };
        var kinds = new[] { compare.Left, compare.Right }.OfType<Operand.Literal>().Select(literal => literal.Value?.GetValueKind() ?? JsonValueKind.Null).ToList();
        if (kinds.Any(kind => kind is not (JsonValueKind.Number or JsonValueKind.String)))
        {
            sql.Append("false");
        }
        else if (kinds.Count > 0)
        {
            WriteInfix(compare, text);
        }
        else
        {
            sql.Append("(");
            WriteInfix(compare, text);
            sql.Append(" AND (");
            WriteBoth("IS_NUMBER", compare);
            sql.Append(" OR ");
            WriteBoth("IS_STRING", compare);
            sql.Append("))");
        }
    }

    private void WriteBoth(string test, Condition.Compare compare)
    {
        sql.Append("(").Append(test).Append("(");
        Write(compare.Left);
        sql.Append(") AND ").Append(test).Append("(");
        Write(compare.Right);
        sql.Append("))");
    }

    private void WriteInfix(Condition.Compare compare, string text)
    {
        sql.Append("(");
        Write(compare.Left);
        sql.Append(text);
        Write(compare.Right);
        sql.Append(")");
    }

    private void WriteIn(Condition.In within)
    {
        if (within.Values.IsEmpty)
        {
            sql.Append("false");
            return;
        }

        sql.Append("(");
        Write(within.Operand);
        sql.Append(" IN (");
        for (var index = 0; index < within.Values.Length; index++)
        {
            sql.Append(index == 0 ? "" : ", ");
            Write(within.Values[index]);
        }

        sql.Append("))");
    }

    private void WriteContains(Condition.Contains contains)
    {
        switch (contains.Of)
        {
            case DocumentType.String:
                WriteTextCall("CONTAINS", contains.Operand, contains.Value, contains.IgnoreCase);
                break;
            case DocumentType.List:
                WriteCall("ARRAY_CONTAINS", contains.Operand, contains.Value, "");
                break;
            case null:
                sql.Append("(");
                WriteTextCall("CONTAINS", contains.Operand, contains.Value, contains.IgnoreCase);
                sql.Append(" OR ");
                WriteCall("ARRAY_CONTAINS", contains.Operand, contains.Value, "");
                sql.Append(")");
                break;
            default:
                sql.Append("false");
                break;
        }
    }

    /// <summary>A function of two strings; it need not be asked when one is plainly none.</summary>
    private void WriteTextCall(string function, Operand first, Operand second, bool ignoreCase)
    {
        if (CanBeText(first) && CanBeText(second))
        {
            WriteCall(function, first, second, ignoreCase ? ", true" : "");
        }
        else
        {
            sql.Append("false");
        }
    }

    private static bool CanBeText(Operand operand) =>
        operand is Operand.Attribute || (operand is Operand.Literal literal && literal.Value?.GetValueKind() == JsonValueKind.String);

    private void WriteCall(string function, Operand first, Operand second, string last)
    {
        sql.Append(function).Append("(");
        Write(first);
        sql.Append(", ");
        Write(second);
        sql.Append(last).Append(")");
    }

    private void Write(Operand operand)
    {
        switch (operand)
        {
            case Operand.Attribute attribute:
                sql.Append(_alias, attribute.Path);
                break;
            case Operand.Literal literal:
                sql.AppendValue(literal.Value);
                break;
            case Operand.Size size:
                sql.Append("(IS_STRING(").Append(_alias, size.Path).Append(") ? LENGTH(").Append(_alias, size.Path).Append(") : ARRAY_LENGTH(").Append(_alias, size.Path).Append("))");
                break;
            default:
                throw new NotSupportedException($"There is no operand {operand.GetType().Name}.");
        }
    }

    private static string TypeTest(DocumentType type) => type switch
    {
        DocumentType.Null => "IS_NULL",
        DocumentType.Boolean => "IS_BOOL",
        DocumentType.Number => "IS_NUMBER",
        DocumentType.String => "IS_STRING",
        DocumentType.List => "IS_ARRAY",
        DocumentType.Object => "IS_OBJECT",
        _ => throw new NotSupportedException($"There is no type {type}."),
    };
}
