using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Virga.Cosmos;

/// <summary>Serialises what the SDK itself has to: the values of patches and of query parameters. Documents go by as streams.</summary>
internal sealed class JsonNodeSerializer : CosmosSerializer
{
    public override T FromStream<T>(Stream stream)
    {
        using (stream)
        {
            return JsonSerializer.Deserialize<T>(stream)!;
        }
    }

    public override Stream ToStream<T>(T input)
    {
        var stream = new MemoryStream();
        JsonSerializer.Serialize(stream, input, input?.GetType() ?? typeof(object));
        stream.Position = 0;
        return stream;
    }
}
