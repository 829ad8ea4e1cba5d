using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Virga.Documents;

/// <summary>The models and the change handlers are as they have to be; warns when cursors will not outlive the process.</summary>
internal sealed class ModelCheck(SchemaCatalog catalog, ChangeCatalog changes, IOptions<DocumentsOptions> options, ILogger<IDocuments> logger) : IDefinitionCheck
{
    public IEnumerable<string> Faults()
    {
        string[] faults = [.. catalog.Faults().Concat(changes.Faults()).Select(fault => fault.ToString())];
        if (faults.Length == 0 && options.Value.CursorKey is null)
        {
            Log.CursorKeyIsRandom(logger);
        }

        return faults;
    }
}
