namespace Conformance.Storage;

public sealed class SqliteQueueTests(SqliteStorageHarness harness) : QueueConformance(harness), IClassFixture<SqliteStorageHarness>;
