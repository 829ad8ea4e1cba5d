namespace Virga.Documents;

/// <summary>Says a store's refusals in the model's terms: which model and key instead of a stored id.</summary>
internal static class StoreErrors
{
    public static StoreException Translate(StoreException exception, Schema schema, DocumentKey key) => exception switch
    {
        DocumentNotFoundException => NotFound(schema, key, exception),
        DocumentExistsException => Exists(schema, key, exception),
        UniqueKeyException unique => new UniqueKeyException(
            unique.Key is null ? $"Another '{schema.Name}' of partition '{key.Partition}' has a value of '{key}' that must be unique."
                : $"Another '{schema.Name}' of partition '{key.Partition}' has the same '{unique.Key}' as '{key}', which must be unique.", unique.Key, exception),
        ETagMismatchException mismatch => ETagMismatch(schema, key, mismatch, mismatch.Current),
        ConditionFailedException failed => ConditionFailed(schema, key, failed, failed.Current),
        _ => exception,
    };

    public static DocumentNotFoundException NotFound(Schema schema, DocumentKey key, Exception? inner = null) =>
        new($"There is no '{schema.Name}' with key '{key}'.", inner);

    public static DocumentExistsException Exists(Schema schema, DocumentKey key, Exception? inner = null) =>
        new($"There is a '{schema.Name}' with key '{key}' already.", inner);

    public static ETagMismatchException ETagMismatch(Schema schema, DocumentKey key, Exception? inner = null, StoredDocument? current = null) =>
        new($"The '{schema.Name}' with key '{key}' was changed since it was read.", inner) { Current = current };

    public static ConditionFailedException ConditionFailed(Schema schema, DocumentKey key, Exception? inner = null, StoredDocument? current = null) =>
        new($"The condition is false of the '{schema.Name}' with key '{key}'.", inner) { Current = current };
}
