using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>How keys, their values and usage plans are stored: framework records, all in one partition, so that a key and its values change together.</summary>
internal static class KeyDocuments
{
    public const string Keys = "_apikey";
    public const string Secrets = "_apisecret";
    public const string Plans = "_usageplan";

    public static readonly StorePartition Partition = StorePartition.Of("_apikeys");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly DocumentPath KeyPath = DocumentPath.Of(EnvelopeNames.Key);

    public static string IdOf(string model, string key) => StoredId.Of(model, key);

    public static JsonObject Write<T>(string model, string key, T record)
    {
        var body = JsonSerializer.SerializeToNode(record, Json)!.AsObject();
        body[EnvelopeNames.Model] = model;
        body[EnvelopeNames.Key] = key;
        return body;
    }

    public static T Read<T>(ReadOnlyMemory<byte> body) => JsonSerializer.Deserialize<T>(body.Span, Json)!;

    /// <summary>One record and its version; null when it is not there.</summary>
    public static async Task<(T Record, string ETag)?> FindAsync<T>(this IDocumentStore store, string model, string key, CancellationToken cancellationToken)
        where T : class =>
        await store.ReadAsync(Partition, IdOf(model, key), null, cancellationToken).ConfigureAwait(false) is StoreReadResult.Found found
            ? (Read<T>(found.Document.Body), found.Document.ETag)
            : null;

    /// <summary>One page of a kind of records by key, and the cursor of the next; null when there is none.</summary>
    /// <exception cref="GatewayException">400 <c>cursor-invalid</c>.</exception>
    public static async Task<(List<T> Items, string? Next)> ListAsync<T>(
        this IDocumentStore store, string model, Func<T, string> keyOf, Condition? filter, int size, string? cursor, CancellationToken cancellationToken)
    {
        var condition = Is(DocumentPath.Of(EnvelopeNames.Model), ComparisonOperator.Equal, model);
        condition = filter is null ? condition : condition & filter;
        var query = new StoreQuery(Partition.Container, Partition.Key)
        {
            Filter = cursor is null ? condition : condition & Is(KeyPath, ComparisonOperator.GreaterThan, KeyIn(cursor)),
            Order = [new Ordering(KeyPath, Descending: false)],
            PageSize = size + 1,
        };
        var found = new List<T>();
        do
        {
            var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Documents.Select(document => Read<T>(document.Body)));
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null && found.Count <= size);
        return found.Count > size
            ? (found[..size], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(keyOf(found[size - 1]))))
            : (found, null);
    }

    public static Condition Is(DocumentPath path, ComparisonOperator comparison, string value) =>
        new Condition.Compare(new Operand.Attribute(path), comparison, new Operand.Literal(value));

    private static string KeyIn(string cursor)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (FormatException fault)
        {
            throw new GatewayException(new Problem(400, ProblemCodes.InvalidCursor, "The cursor is not one of this list's."), fault);
        }
    }
}
