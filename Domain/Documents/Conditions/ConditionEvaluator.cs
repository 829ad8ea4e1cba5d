namespace Virga.Documents;

/// <summary>What a <see cref="Condition"/> means.</summary>
public static class ConditionEvaluator
{
}
