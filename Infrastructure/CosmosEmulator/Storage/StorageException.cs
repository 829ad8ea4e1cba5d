namespace Virga.CosmosEmulator;

/// <summary>SQLite refused a statement: the disk is full, the file is damaged, or the statement is wrong.</summary>
internal sealed class StorageException(int code, string message) : Exception($"SQLite error {code}: {message}");
