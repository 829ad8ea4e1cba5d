using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Virga.CosmosEmulator;

namespace Integration.CosmosEmulator;

/// <summary>The hash of values is the one the SDK computes: resume filters and merged orders depend on it.</summary>
public sealed class ValueHashTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("0")]
    [InlineData("-1.5")]
    [InlineData("9007199254740993")]
    [InlineData("-9223372036854775807")]
    [InlineData("9223372036854775807")]
    [InlineData("4611686018427387904")]
    [InlineData("\"\"")]
    [InlineData("\"åäö 𝄞\"")]
    [InlineData("[]")]
    [InlineData("[1,[2,\"a\"],null]")]
    [InlineData("{}")]
    [InlineData("{\"a\":1,\"b\":{\"c\":[true,{}]}}")]
    [InlineData("{\"b\":2,\"a\":\"x\"}")]
    public void A_value_has_the_hash_the_SDK_gives_it(string json)
    {
        var sdk = typeof(CosmosClient).Assembly;
        var element = sdk.GetType("Microsoft.Azure.Cosmos.CosmosElements.CosmosElement")!
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(method => method is { Name: "Parse", IsGenericMethod: false } && method.GetParameters() is [{ ParameterType: var type }] && type == typeof(string))
            .Invoke(null, [json])!;
        var hash = sdk.GetTypes().Single(type => type.Name == "DistinctHash")
            .GetMethod("GetHash", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [element])!;
        var (low, high) = ((ulong)hash.GetType().GetMethod("GetLow")!.Invoke(hash, null)!, (ulong)hash.GetType().GetMethod("GetHigh")!.Invoke(hash, null)!);

        using var value = JsonDocument.Parse(json);
        Assert.Equal(new ValueHash(low, high), ValueHash.Of(Value.Of(value.RootElement)));
    }
}
