using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Running;
using CsCheck;
using Virga.Documents;

namespace Conformance.Documents;

/// <summary>Every <see cref="IDocumentStore"/> means by an update what <see cref="UpdateApplier"/> says, or refuses it.</summary>
public abstract class UpdateConformance(StoreHarness harness) : StoreConformance(harness)
{
    private static readonly DocumentPath A = DocumentPath.Of("a");

    [ConformanceFact]
    public async Task A_patch_changes_a_document_as_the_applier_does_in_random_cases()
    {
        await Gen.Select(DocumentGen.Document, DocumentGen.Actions).SampleAsync(
            async (content, actions) =>
            {
                Assert.All(actions, action => Assert.True(PatchRules.IsNative(action)));
                await SameAsApplierAsync(content, actions);
            },
            iter: Harness.Cases * 3, threads: 1, print: sample => $"{sample.Item1}\n{string.Join('\n', sample.Item2)}");
    }

    [ConformanceTheory]
    [InlineData("{}")]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"a":"x"}""")]
    [InlineData("""{"a":[1]}""")]
    [InlineData("""{"a":{"b":1}}""")]
    [InlineData("""{"a":{"b":{"c":1}}}""")]
    [InlineData("""{"a":41}""")]
    [InlineData("""{"a":0.1}""")]
    public async Task A_patch_changes_a_document_as_the_applier_does_in_hard_cases(string content)
    {
        var below = DocumentPath.Of("a", "b");
        foreach (var action in (UpdateAction[])[
            new UpdateAction.Set(A, "new"), new UpdateAction.Set(A, null), new UpdateAction.Set(below, 2), new UpdateAction.Set(DocumentPath.Of("a", "b", "c"), 3),
            new UpdateAction.Increment(A, 1), new UpdateAction.Increment(A, -0.25m), new UpdateAction.Increment(below, 1),
            new UpdateAction.Remove(A), new UpdateAction.Remove(below), new UpdateAction.Remove(DocumentPath.Of("a", "b", "c"))])
        {
            await SameAsApplierAsync(content, [action]);
        }
    }

    [ConformanceFact]
    public async Task Actions_run_in_order() =>
        await SameAsApplierAsync("""{"a":1}""", [new UpdateAction.Remove(A), new UpdateAction.Increment(A, 5), new UpdateAction.Set(DocumentPath.Of("b"), new JsonObject()), new UpdateAction.Set(DocumentPath.Of("b", "c"), 1)]);

    [ConformanceFact]
    public async Task An_append_adds_to_the_end_of_a_list_that_is_there_and_is_refused_otherwise()
    {
        var append = new UpdateAction.Append(A, ["x", null, new JsonObject { ["k"] = 1 }]);

        await SameAsApplierAsync("""{"a":[]}""", [append]);
        await SameAsApplierAsync("""{"a":[1,[2]]}""", [append]);
        foreach (var content in (string[])["{}", """{"a":null}""", """{"a":"x"}""", """{"a":{}}"""])
        {
            var (key, _) = await CreateContentAsync(content);

            await Assert.ThrowsAsync<StoreRequestException>(() => WriteAsync(new StoreOperation.Patch(Id(key), [append])));
            Assert.Equal(content, (await ContentAsync(key)).ToJsonString());
        }
    }

    [ConformanceFact]
    public async Task What_goes_by_positions_does_what_the_applier_does_or_is_refused_in_random_cases()
    {
        var (done, refused) = (0, 0);
        await Gen.Select(DocumentGen.Document, DocumentGen.Guarded).SampleAsync(
            async (content, actions) =>
            {
                var (key, document) = await CreateContentAsync(content);
                var refusal = await Record.ExceptionAsync(() => WriteAsync(new StoreOperation.Patch(Id(key), actions)));
                var left = await ContentAsync(key);
                JsonObject? expected = null;
                var applies = Record.Exception(() => { expected = UpdateApplier.Apply(document, actions); }) is null;

                var what = $"{content} {string.Join("; ", actions)}";
                Assert.True(refusal is null or StoreRequestException, $"{what}\n{refusal}");
                Assert.True(refusal is not null || applies, $"{what}\nwas done, and the applier refuses it: {left.ToJsonString()}");
                Assert.True(Same(refusal is null ? expected! : document, left), $"{what}\nexpected {(refusal is null ? expected : document)!.ToJsonString()}\nfound {left.ToJsonString()}");
                _ = refusal is null ? done++ : refused++;
            },
            iter: Harness.Cases * 3, threads: 1, print: sample => $"{sample.Item1}\n{string.Join('\n', sample.Item2)}");

        Assert.True(done > 0 && refused > 0, $"{done} done, {refused} refused");
    }

    [ConformanceFact]
    public async Task A_list_is_changed_at_its_positions()
    {
        await SameAsApplierAsync("""{"a":[1,2,3]}""", [new UpdateAction.Set(A.Append(1), "x")]);
        await SameAsApplierAsync("""{"a":[1,2,3]}""", [new UpdateAction.Remove(A.Append(1))]);
        await SameAsApplierAsync("""{"a":[1,2,3]}""", [new UpdateAction.Increment(A.Append(2), 5)]);
        await SameAsApplierAsync("""{"a":[1,2,3]}""", [new UpdateAction.Insert(A, 0, ["x", "y"])]);
        await SameAsApplierAsync("""{"a":[1,2,3]}""", [new UpdateAction.Insert(A, 2, ["x", "y"]), new UpdateAction.Append(A, ["z"])]);
        await SameAsApplierAsync("""{"a":[1,2,3]}""", [new UpdateAction.Insert(A, 3, ["x"])]);
        await SameAsApplierAsync("""{"a":[{"b":1},{}]}""", [new UpdateAction.Set(A.Append(0).Append("b"), 2), new UpdateAction.Remove(A.Append(1).Append("b"))]);
        await SameAsApplierAsync("""{"a":{"0":1}}""", [new UpdateAction.Set(A.Append(0), 2)]);
        await SameAsApplierAsync("""{"a":[1]}""", [new UpdateAction.Set(A.Append(3), 2)]);
        await SameAsApplierAsync("""{"a":[1]}""", [new UpdateAction.Insert(A, 3, [2])]);
    }

    [ConformanceFact]
    public async Task What_is_not_native_is_refused_and_changes_nothing()
    {
        await CreateAsync("tom", ("a", new JsonArray(1, 2)));
        foreach (var action in (UpdateAction[])[
            new UpdateAction.SetIfAbsent(DocumentPath.Of("b"), 1), new UpdateAction.Union(A, [3]), new UpdateAction.Except(A, [1]), new UpdateAction.Set(DocumentPath.Of("a", "0").Append(0), 9),
            new UpdateAction.Set(DocumentPath.Of("a", "0"), 9), new UpdateAction.Set(DocumentPath.Of("a", "-"), 9), new UpdateAction.Set(DocumentPath.Of("x/y"), 9),
            new UpdateAction.Set(DocumentPath.Of("x~y"), 9), new UpdateAction.Set(DocumentPath.Of(""), 9), new UpdateAction.Set(DocumentPath.Root, 9)])
        {
            Assert.False(PatchRules.IsNative(action));
            await Assert.ThrowsAsync<StoreRequestException>(() => WriteAsync(new StoreOperation.Patch(Id("tom"), [Set("seen", true), action])));
        }

        Assert.Equal("""{"a":[1,2]}""", (await ContentAsync("tom")).ToJsonString());
    }

    [ConformanceFact]
    public async Task Ten_operations_fit_a_patch_and_eleven_do_not()
    {
        await CreateAsync("tom");
        ImmutableArray<UpdateAction> ten = [.. Enumerable.Range(0, StoreLimits.ActionsPerPatch).Select(number => Set($"n{number}", number))];
        ImmutableArray<UpdateAction> six = [.. Enumerable.Range(0, 6).Select(number => new UpdateAction.Remove(DocumentPath.Of($"n{number}")))];

        await WriteAsync(new StoreOperation.Patch(Id("tom"), ten));

        Assert.True(PatchRules.IsNative(ten));
        Assert.False(PatchRules.IsNative(ten.Add(Set("more", 1))));
        Assert.False(PatchRules.IsNative(six));
        await Assert.ThrowsAsync<StoreRequestException>(() => WriteAsync(new StoreOperation.Patch(Id("tom"), ten.Add(Set("more", 1)))));
        await Assert.ThrowsAsync<StoreRequestException>(() => WriteAsync(new StoreOperation.Patch(Id("tom"), six)));
        await Assert.ThrowsAsync<StoreRequestException>(() => WriteAsync(new StoreOperation.Patch(Id("tom"), [])));
        Assert.Equal(StoreLimits.ActionsPerPatch, (await ContentAsync("tom")).Count);
    }

    [ConformanceFact]
    public async Task A_patch_needs_the_document_and_its_condition()
    {
        await Assert.ThrowsAsync<DocumentNotFoundException>(() => WriteAsync(new StoreOperation.Patch(Id("none"), [Set("a", 1)]) { Condition = Is("a", 1) }));
        var etag = (await CreateAsync("tom", ("a", 1))).ETag;

        await Assert.ThrowsAsync<ConditionFailedException>(() => WriteAsync(new StoreOperation.Patch(Id("tom"), [Set("a", 2)]) { Condition = Is("a", 2) }));
        await Assert.ThrowsAsync<ConditionFailedException>(() => WriteAsync(new StoreOperation.Patch(Id("tom"), [Set("a", 2)]) { Condition = Is("a", 2), IfMatch = etag }));
        await Assert.ThrowsAsync<ETagMismatchException>(() => WriteAsync(new StoreOperation.Patch(Id("tom"), [Set("a", 2)]) { Condition = Is("a", 1), IfMatch = "stale" }));
        Assert.Equal(etag, (await FindAsync("tom"))?.ETag);
        await WriteAsync(new StoreOperation.Patch(Id("tom"), [Set("a", 2)]) { Condition = Is("a", 1), IfMatch = etag });

        Assert.Equal(2, (int?)(await ContentAsync("tom"))["a"]);
    }

    [ConformanceFact]
    public async Task A_patch_and_a_check_say_how_long_the_document_lives_on_or_leave_it()
    {
        await CreateAsync("tom", ("a", 1));

        await WriteAsync(new StoreOperation.Patch(Id("tom"), [Set("a", 2)]) { TimeToLive = TimeSpan.FromMilliseconds(7_199_500) });
        Assert.Equal(7200, await LifeAsync());
        await WriteAsync(new StoreOperation.Patch(Id("tom"), [Set("a", 3)]));
        Assert.Equal(7200, await LifeAsync());
        await WriteAsync(new StoreOperation.Check(Id("tom"), Is("a", 3)) { TimeToLive = TimeSpan.FromMinutes(1) });

        Assert.Equal(60, await LifeAsync());

        async Task<int?> LifeAsync() => (int?)JsonNode.Parse((await FindAsync("tom"))!.Body.Span)![EnvelopeNames.TimeToLive];
    }

    [ConformanceTheory]
    [InlineData("id")]
    [InlineData("_pk")]
    public async Task What_names_a_document_cannot_be_patched(string name)
    {
        var etag = (await CreateAsync("tom")).ETag;

        await Assert.ThrowsAsync<StoreRequestException>(() => WriteAsync(new StoreOperation.Patch(Id("tom"), [Set(name, "x")])));
        await Assert.ThrowsAsync<StoreRequestException>(() => WriteAsync(new StoreOperation.Patch(Id("tom"), [new UpdateAction.Remove(DocumentPath.Of(name))])));
        Assert.Equal(etag, (await FindAsync("tom"))?.ETag);
    }

    private async Task SameAsApplierAsync(string content, ImmutableArray<UpdateAction> actions)
    {
        var (key, document) = await CreateContentAsync(content);
        JsonObject? expected = null;
        var applierRefuses = Record.Exception(() => { expected = UpdateApplier.Apply(document, actions); });

        var storeRefuses = await Record.ExceptionAsync(() => WriteAsync(new StoreOperation.Patch(Id(key), actions)));

        var what = $"{content} {string.Join("; ", actions)}";
        Assert.True((applierRefuses is null) == (storeRefuses is null), $"{what}\napplier: {applierRefuses?.Message ?? "yes"}\nstore: {storeRefuses?.Message ?? "yes"}");
        Assert.True(storeRefuses is null or StoreRequestException, $"{what}\n{storeRefuses}");
        var left = await ContentAsync(key);
        Assert.True(Same(expected ?? document, left), $"{what}\nexpected {(expected ?? document).ToJsonString()}\nfound {left.ToJsonString()}");
    }

    private async Task<(string Key, JsonObject Document)> CreateContentAsync(string content)
    {
        var key = Guid.NewGuid().ToString("n");
        var document = JsonNode.Parse(content)!.AsObject();
        var body = (JsonObject)document.DeepClone();
        body[EnvelopeNames.Model] = "cat";
        await WriteAsync(new StoreOperation.Create(Id(key), body));
        return (key, document);
    }

    /// <summary>Equal, numbers as doubles: a store may write 1.0 as 1.</summary>
    private static bool Same(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (JsonObject one, JsonObject other) => one.Count == other.Count && one.All(pair => other.TryGetPropertyValue(pair.Key, out var value) && Same(pair.Value, value)),
        (JsonArray one, JsonArray other) => one.Count == other.Count && one.Zip(other).All(pair => Same(pair.First, pair.Second)),
        ({ } one, { } other) when one.GetValueKind() == JsonValueKind.Number && other.GetValueKind() == JsonValueKind.Number =>
            JsonSerializer.Deserialize<double>(one).Equals(JsonSerializer.Deserialize<double>(other)),
        _ => JsonNode.DeepEquals(left, right),
    };
}
