namespace Virga.Documents;

/// <summary>What became of one document of a migration.</summary>
internal enum MigrationOutcome
{
    Migrated,
    Overtaken,
    Failed,
}
