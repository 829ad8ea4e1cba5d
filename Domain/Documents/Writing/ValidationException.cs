namespace Virga.Documents;

/// <summary>A document or update is not what its model allows. Nothing was sent to the store.</summary>
public sealed class ValidationException : Exception
{
    /// <summary>Everything that is wrong with a document of a model.</summary>
    public ValidationException(string model, IReadOnlyList<DocumentFault> faults)
        : base(Describe(model, faults))
    {
        Model = model;
        Faults = faults;
    }

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>All faults, in the order of the model's attributes; never empty.</summary>
    public IReadOnlyList<DocumentFault> Faults { get; }

    /// <summary>The error's stable code: <c>validation-failed</c>.</summary>
    public string Code { get; } = "validation-failed";

    private static string Describe(string model, IReadOnlyList<DocumentFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var lines = faults.Select(fault => $"{(fault.Path.Segments.IsEmpty ? "(document)" : fault.Path)}: {fault.Message} [{fault.Code}]");
        return $"'{model}' is not valid. {string.Join(' ', lines)}";
    }
}
