namespace Virga.Documents;

/// <summary>Collects what is wrong with one definition.</summary>
internal sealed class FaultList(string model)
{
    private readonly List<SchemaFault> _faults = [];

    public IReadOnlyList<SchemaFault> Faults => _faults;

    public void Add(string subject, string message) => _faults.Add(new SchemaFault(model, subject, message));

    /// <summary>Whether anything is known to be wrong with one of these.</summary>
    public bool Has(params ReadOnlySpan<string> subjects)
    {
        foreach (var fault in _faults)
        {
            if (subjects.Contains(fault.Subject))
            {
                return true;
            }
        }

        return false;
    }
}
