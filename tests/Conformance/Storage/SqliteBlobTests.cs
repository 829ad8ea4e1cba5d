namespace Conformance.Storage;

public sealed class SqliteBlobTests(SqliteStorageHarness harness) : BlobConformance(harness), IClassFixture<SqliteStorageHarness>;
