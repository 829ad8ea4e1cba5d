using Spectre.Console;

namespace Benchmarks;

/// <summary>Repositories beside the SDK alone and beside Dynamoose.</summary>
internal sealed class DocumentsSuite : IBenchSuite
{
    private static readonly DocumentsOperation[] Operations = Enum.GetValues<DocumentsOperation>();

    public string Name => "documents";

    public string Summary => "Repository get, create, update and query, beside the SDK's stream calls with a source-generated parse and beside Dynamoose on dynalite.";

    public BenchOptions Defaults(bool quick) => new(
        quick,
        Rounds: quick ? 1 : 7,
        Round: TimeSpan.FromSeconds(quick ? 1 : 2),
        WarmUp: TimeSpan.FromSeconds(quick ? 0.5 : 2),
        Workers: 1);

    public async Task<BenchReport> MeasureAsync(BenchOptions options, string data, ProgressContext progress, CancellationToken cancellationToken)
    {
        var bars = Operations.ToDictionary(operation => operation, operation => progress.AddTask(Title(operation), maxValue: options.Rounds + 1));
        await using var targets = await DocumentsTargets.OpenAsync(cancellationToken);
        foreach (var target in targets.All)
        {
            await target.PrepareAsync(cancellationToken);
        }

        var table = new Table().AddColumns("operation", "with", "CPU ÷ SDK alone", "bytes ÷ SDK alone", "CPU per operation", "allocated per operation", "operations/s");
        foreach (var operation in Operations)
        {
            await CompareAsync(table, operation, [.. targets.All.Where(target => target.Supports(operation))], options, bars[operation], cancellationToken);
        }

        return new BenchReport(
            [table],
            [
                "One process: client, endpoint (embedded, memory only) and framework share the CPU shown; so do Dynamoose and dynalite in theirs, whose allocations are not known.",
                DynamooseTarget.Folder is null ? "Without Dynamoose, which is not installed: ./dev setup." : "Dynamoose's update changes the same two attributes and its time; its query reads the same 25.",
            ]);
    }

    private static async Task CompareAsync(
        Table table, DocumentsOperation operation, IReadOnlyList<IDocumentsTarget> targets, BenchOptions options, ProgressTask bar, CancellationToken cancellationToken)
    {
        var rounds = targets.ToDictionary(target => target, _ => new List<LoadResult>());
        await WarmUp.RunAsync(async () =>
        {
            foreach (var target in targets)
            {
                await target.LoadAsync(operation, options.Workers, options.WarmUp, cancellationToken);
            }
        });
        bar.Increment(1);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var target in targets)
            {
                rounds[target].Add(await target.LoadAsync(operation, options.Workers, options.Round, cancellationToken));
            }

            bar.Increment(1);
        }

        var alone = LoadResult.Median(rounds[targets[0]]);
        foreach (var target in targets)
        {
            var load = LoadResult.Median(rounds[target]);
            table.AddRow(
                Title(operation),
                target.Name,
                Figures.Ratio(load.CpuMicrosecondsPerRequest / alone.CpuMicrosecondsPerRequest),
                load.AllocatedBytes == 0 ? Figures.None : Figures.Ratio(load.BytesPerRequest / alone.BytesPerRequest),
                load.Cpu(),
                load.AllocatedBytes == 0 ? Figures.None : load.Allocated(),
                load.PerSecond());
        }
    }

    private static string Title(DocumentsOperation operation) => operation switch
    {
        DocumentsOperation.Get => "get",
        DocumentsOperation.Create => "create",
        DocumentsOperation.Update => "update of 2 attributes",
        _ => $"query of {BenchCat.PerPartition}",
    };
}
