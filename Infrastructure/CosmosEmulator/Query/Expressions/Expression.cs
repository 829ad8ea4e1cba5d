namespace Virga.CosmosEmulator;

/// <summary>Something that has a value for each row.</summary>
internal abstract class Expression
{
    /// <summary>The expressions it is made of.</summary>
    public virtual IReadOnlyList<Expression> Parts => [];

    /// <summary>A text two expressions share when they mean the same: how GROUP BY recognises its keys in SELECT.</summary>
    public abstract string Signature { get; }

    public abstract Value Evaluate(Row row);

    /// <summary>Whether it has the same value for all rows of a query.</summary>
    public virtual bool IsConstant => Parts.Count > 0 && Parts.All(part => part.IsConstant);

    public bool Any(Func<Expression, bool> test) => test(this) || Parts.Any(part => part.Any(test));
}
