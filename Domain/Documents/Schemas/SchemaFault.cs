namespace Virga.Documents;

/// <summary>One thing wrong with a model's definition.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Subject">What the fault is about: an attribute, a type, a setting.</param>
/// <param name="Message">What is wrong, with the value, and the fix.</param>
public sealed record SchemaFault(string Model, string Subject, string Message)
{
    /// <summary>Model, subject and message in a line.</summary>
    public override string ToString() => $"{Model}.{Subject}: {Message}";
}
