using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;

namespace Virga.LocalHost;

/// <summary><c>migrate</c>: rewrites stored documents of earlier versions of their models.</summary>
internal static class MigrateCommand
{
    public static Command Create(CommandContext context)
    {
        var model = new Option<string?>("--model") { Description = "Only this model. Without it, every model with a version above 1." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Writes nothing: says what would change and which documents fail." };
        var restart = new Option<bool>("--restart") { Description = "Begins at the beginning although an earlier run stopped half-way." };
        var rate = new Option<double>("--rate") { Description = "Request units a second at most; 0 for no bound.", DefaultValueFactory = _ => 400 };
        var parallel = new Option<int>("--parallel") { Description = "Parts of the container, and documents of each, at once: 1 to 64.", DefaultValueFactory = _ => 4 };
        rate.Validators.Add(result =>
        {
            if (result.GetValue(rate) is not 0 and (< 1 or > 1_000_000))
            {
                result.AddError($"{result.GetValue(rate)} is no rate: 0, or 1 to 1000000.");
            }
        });
        parallel.Validators.Add(result =>
        {
            if (result.GetValue(parallel) is < 1 or > 64)
            {
                result.AddError($"{result.GetValue(parallel)} is not from 1 to 64.");
            }
        });
        var command = new Command("migrate", "Rewrites stored documents of earlier versions of their models. Stop it with Ctrl+C; the next run goes on.") { model, dryRun, restart, rate, parallel };
        command.SetAction((parsed, token) =>
        {
            var options = new MigrationOptions
            {
                IsDryRun = parsed.GetValue(dryRun),
                Restart = parsed.GetValue(restart),
                RequestUnitsPerSecond = parsed.GetValue(rate) is > 0 and var bound ? bound : null,
                Parallelism = parsed.GetValue(parallel),
            };
            return RunAsync(context, parsed.GetValue(model), options, token);
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, string? name, MigrationOptions options, CancellationToken cancellationToken)
    {
        var catalog = context.Services.GetRequiredService<SchemaCatalog>();
        catalog.Validate();
        if (name is not null && catalog.Find(name) is null)
        {
            await context.Error.WriteLineAsync($"There is no model '{name}'. There are: {string.Join(", ", catalog.Schemas.Select(schema => schema.Name))}.").ConfigureAwait(false);
            return 1;
        }

        if (name is null && catalog.Schemas.All(schema => schema.Version == 1))
        {
            await context.Output.WriteLineAsync("Nothing to migrate: no model has a version above 1.").ConfigureAwait(false);
        }

        var failed = 0L;
        var runner = context.Services.GetRequiredService<MigrationRunner>();
        foreach (var schema in catalog.Schemas.Where(schema => name is null ? schema.Version > 1 : schema.Name == name))
        {
            var report = await CommandProgress.RunAsync<MigrationReport>(
                schema.Name, now => (Text(now, options), now.Total == 0 ? null : Math.Min(1, (double)now.Seen / now.Total)), progress => runner.RunAsync(schema, options, progress, cancellationToken)).ConfigureAwait(false);
            await context.Output.WriteLineAsync($"{schema.Name} to version {schema.Version}: {Text(report, options)}").ConfigureAwait(false);
            foreach (var failure in report.Failures)
            {
                await context.Error.WriteLineAsync($"  {failure.Partition} {failure.StoredId}: {failure.Reason}").ConfigureAwait(false);
            }

            failed += report.Failed;
        }

        return failed == 0 ? 0 : 1;
    }

    private static string Text(MigrationReport report, MigrationOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Migrated} {(options.IsDryRun ? "would be migrated" : "migrated")}, {report.Overtaken} overtaken, {report.Failed} failed, {report.RequestCharge:0} RU");
}
