using System.Linq.Expressions;

namespace Virga.Documents;

/// <summary>One change as the caller wrote it; <see cref="UpdateCompiler"/> turns it into an <see cref="UpdateAction"/>.</summary>
internal sealed record UpdateStep(UpdateVerb Verb, LambdaExpression Attribute, object? Value, Type ValueType)
{
    /// <summary>Where in the list, for what is inserted.</summary>
    public int Position { get; init; }
}
