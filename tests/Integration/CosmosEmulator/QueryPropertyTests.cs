using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Integration.CosmosEmulator;

/// <summary>Random documents and queries: with indexes at once and without any the answers are the same, page by page, and a naive reading of the language agrees.</summary>
public sealed class QueryPropertyTests
{
    private const string Path = "dbs/db/colls/c/docs";

    private static readonly Gen<string> Order = Gen.Select(QueryGen.Property, Gen.OneOf("", " DESC"), (path, direction) => $" ORDER BY {path}{direction}");

    private static readonly Gen<string> Query = Gen.Select(
        Gen.OneOf("SELECT VALUE c.id FROM c", "SELECT c.id, c.a FROM c", "SELECT * FROM c", "SELECT DISTINCT VALUE c.a FROM c", "SELECT TOP 3 VALUE c.id FROM c"),
        QueryGen.Filter,
        Gen.Frequency((1, Gen.Const("")), (2, Order)),
        (select, filter, order) => $"{select} WHERE {filter.Sql}{order}");

    [Fact]
    public void Indexes_change_no_answer() =>
        Gen.Select(QueryGen.Document.Array[0, 25], Query.Array[1, 6], Gen.OneOf<string?>(null, "[\"p\"]"), Gen.OneOf(1, 2, 3, 100)).Sample(
            (documents, queries, partition, size) =>
            {
                using var indexed = new Endpoint(indexAfter: 0);
                using var scanned = new Endpoint(indexAfter: int.MaxValue);
                indexed.Fill(documents);
                scanned.Fill(documents);
                foreach (var query in queries)
                {
                    var expected = scanned.Run(query, partition, 1000);
                    var actual = indexed.Run(query, partition, size);
                    Assert.True(expected == actual, $"{query}\n scanned {expected}\n indexed {actual}\n{string.Join('\n', documents.Select(document => document.ToJsonString()))}");
                }
            },
            iter: 150);

    [Fact]
    public void A_naive_reading_agrees() =>
        Gen.Select(QueryGen.Document.Array[0, 15], QueryGen.Filter, QueryGen.Property, Gen.Bool).Sample(
            (documents, filter, path, isDescending) =>
            {
                using var endpoint = new Endpoint(indexAfter: 0);
                endpoint.Fill(documents);
                var expected = documents.Where(document => filter.Holds(document) == true).Select(document => document["id"]!.ToJsonString());
                var actual = endpoint.Run($"SELECT VALUE c.id FROM c WHERE {filter.Sql}", null, 2);
                Assert.True(string.Join(' ', expected) == actual.Trim(), $"{filter.Sql}\n actual {actual}\n{string.Join('\n', documents.Select(document => document.ToJsonString()))}");

                // Arrays and objects have an order of their own, by hash: only that they come last, and arrays first, is said here.
                var ordered = endpoint.Run($"SELECT VALUE c.id FROM c ORDER BY {path}{(isDescending ? " DESC" : "")}", null, 3).Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var values = ordered.Select(id => NaiveValue.At(documents.Single(document => document["id"]!.ToJsonString() == id), path)).ToArray();
                for (var i = 1; i < values.Length; i++)
                {
                    var order = NaiveValue.Order(values[i - 1], values[i]);
                    Assert.True(isDescending ? order >= 0 : order <= 0, $"{path}: {string.Join(' ', ordered)}");
                }

                Assert.Equal(documents.Length, ordered.Length);
            },
            iter: 150);

    /// <summary>An endpoint in memory, asked past the SDK.</summary>
    private sealed class Endpoint : IDisposable
    {
        private readonly Emulator _emulator;
        private readonly HttpClient _http;

        public Endpoint(int indexAfter)
        {
            _emulator = Emulator.Open(new CosmosEmulatorOptions { IndexAfter = indexAfter });
            _http = new HttpClient(_emulator.CreateHandler()) { BaseAddress = Emulator.Endpoint };
            Send("dbs", """{"id":"db"}""");
            Send("dbs/db/colls", """{"id":"c","partitionKey":{"paths":["/pk"],"kind":"Hash"}}""");
        }

        public void Dispose()
        {
            _http.Dispose();
            _emulator.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        public void Fill(JsonObject[] documents)
        {
            for (var i = 0; i < documents.Length; i++)
            {
                documents[i]["id"] = $"{i}";
                Send(Path, documents[i].ToJsonString(), ("x-ms-documentdb-partitionkey", JsonSerializer.Serialize(new[] { (string)documents[i]["pk"]! })));
            }
        }

        /// <summary>All results of a query, page by page, without what two endpoints must differ in.</summary>
        public string Run(string query, string? partition, int size)
        {
            var results = new StringBuilder();
            string? token = null;
            do
            {
                var headers = new List<(string, string)> { ("x-ms-documentdb-isquery", "True"), ("x-ms-max-item-count", $"{size}") };
                headers.AddRange(partition is null ? [] : [("x-ms-documentdb-partitionkey", partition)]);
                headers.AddRange(token is null ? [] : [("x-ms-continuation", token)]);
                var (body, next) = Send(Path, JsonSerializer.Serialize(new { query }), [.. headers]);
                foreach (var document in JsonNode.Parse(body)!["Documents"]!.AsArray())
                {
                    foreach (var name in (string[])["_rid", "_self", "_etag", "_ts", "_attachments"])
                    {
                        (document as JsonObject)?.Remove(name);
                    }

                    results.Append(document?.ToJsonString() ?? "null").Append(' ');
                }

                token = next;
            }
            while (token is not null);
            return results.ToString();
        }

        private (string Body, string? Continuation) Send(string path, string body, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var response = _http.SendAsync(request).GetAwaiter().GetResult();
            var text = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{body}\n{text}");
            return (text, response.Headers.TryGetValues("x-ms-continuation", out var values) ? values.Single() : null);
        }
    }
}
