using System.Text.Json.Nodes;
using CsCheck;
using Virga.Documents;

namespace Unit.Documents;

public sealed class UpdateApplierTests
{
    [Fact]
    public void Every_action_does_what_it_says()
    {
        var document = Cats.Json("""{"n":1,"s":"x","l":[1,2],"o":{"a":1},"z":null}""");

        var changed = UpdateApplier.Apply(
            document,
            [
                new UpdateAction.Set(DocumentPath.Of("s"), "y"),
                new UpdateAction.Set(DocumentPath.Of("l").Append(0), 9),
                new UpdateAction.SetIfAbsent(DocumentPath.Of("z"), 1),
                new UpdateAction.SetIfAbsent(DocumentPath.Of("o", "b"), 2),
                new UpdateAction.Increment(DocumentPath.Of("n"), 2),
                new UpdateAction.Increment(DocumentPath.Of("m"), 0.5m),
                new UpdateAction.Append(DocumentPath.Of("l"), [3, null]),
                new UpdateAction.Append(DocumentPath.Of("k"), ["v"]),
                new UpdateAction.Remove(DocumentPath.Of("o", "a")),
                new UpdateAction.Remove(DocumentPath.Of("nothing")),
                new UpdateAction.Remove(DocumentPath.Of("l").Append(1)),
            ]);

        Assert.Equal("""{"n":3,"s":"y","l":[9,3,null],"o":{"b":2},"z":null,"m":0.5,"k":["v"]}""", changed.ToJsonString());
        Assert.Equal("""{"n":1,"s":"x","l":[1,2],"o":{"a":1},"z":null}""", document.ToJsonString());
    }

    public static TheoryData<UpdateAction> Misfits =>
    [
        new UpdateAction.Set(DocumentPath.Of("missing", "a"), 1),
        new UpdateAction.Set(DocumentPath.Of("s", "a"), 1),
        new UpdateAction.Set(DocumentPath.Of("l").Append(2), 1),
        new UpdateAction.Set(DocumentPath.Of("l", "a"), 1),
        new UpdateAction.Set(DocumentPath.Of("o").Append(0), 1),
        new UpdateAction.Set(DocumentPath.Root, 1),
        new UpdateAction.SetIfAbsent(DocumentPath.Of("l").Append(5), 1),
        new UpdateAction.Increment(DocumentPath.Of("s"), 1),
        new UpdateAction.Increment(DocumentPath.Of("z"), 1),
        new UpdateAction.Append(DocumentPath.Of("s"), [1]),
        new UpdateAction.Append(DocumentPath.Of("z"), [1]),
        new UpdateAction.Remove(DocumentPath.Of("missing", "a")),
    ];

    [Theory]
    [MemberData(nameof(Misfits))]
    public void What_does_not_fit_the_document_fails_the_update(UpdateAction action) =>
        Assert.Throws<StoreRequestException>(() => UpdateApplier.Apply(Cats.Json("""{"s":"x","l":[1,2],"o":{},"z":null}"""), [action]));

    [Fact]
    public void Whole_numbers_are_added_exactly_and_others_as_doubles()
    {
        var changed = UpdateApplier.Apply(
            Cats.Json("""{"l":9007199254740992,"d":0.1}"""),
            [new UpdateAction.Increment(DocumentPath.Of("l"), 1), new UpdateAction.Increment(DocumentPath.Of("d"), 0.2m)]);

        Assert.Equal("""{"l":9007199254740993,"d":0.30000000000000004}""", changed.ToJsonString());
    }

    [Fact]
    public void Setting_and_removing_twice_is_like_once() => Gen.Select(Generate.Path, Generate.Value, Generate.Document).Sample((path, value, document) =>
        Same(document, [new UpdateAction.Set(path, value)], [new UpdateAction.Set(path, value), new UpdateAction.Set(path, value)])
        && (path.Segments[^1].Name is null || Same(document, [new UpdateAction.Remove(path)], [new UpdateAction.Remove(path), new UpdateAction.Remove(path)])));

    [Fact]
    public void Setting_if_absent_does_nothing_after_a_set() => Gen.Select(Generate.Path, Generate.Value, Generate.Value, Generate.Document).Sample((path, first, second, document) =>
        Same(document, [new UpdateAction.Set(path, first)], [new UpdateAction.Set(path, first), new UpdateAction.SetIfAbsent(path, second)]));

    [Fact]
    public void Additions_add_up() => Gen.Select(Generate.Path, Gen.Int[-9, 9], Gen.Int[-9, 9], Generate.Document).Sample((path, first, second, document) =>
        Same(document, [new UpdateAction.Increment(path, first + second)], [new UpdateAction.Increment(path, first), new UpdateAction.Increment(path, second)]));

    [Fact]
    public void Appending_in_two_steps_is_like_one() => Gen.Select(Generate.Path, Generate.Value, Generate.Value, Generate.Document).Sample((path, first, second, document) =>
        Same(document, [new UpdateAction.Append(path, [first, second])], [new UpdateAction.Append(path, [first]), new UpdateAction.Append(path, [second])]));

    [Fact]
    public void What_was_set_is_there_and_what_was_removed_is_not() => Gen.Select(Generate.Path, Generate.Value, Generate.Document).Sample((path, value, document) =>
    {
        var set = Try(document, [new UpdateAction.Set(path, value)]);
        var removed = path.Segments[^1].Name is null ? null : Try(document, [new UpdateAction.Remove(path)]);
        return (set is null || ConditionEvaluator.Matches(new Condition.Compare(new Operand.Attribute(path), ComparisonOperator.Equal, new Operand.Literal(value)), set))
            && (removed is null || !ConditionEvaluator.Matches(new Condition.Exists(path), removed));
    });

    [Fact]
    public void The_document_given_is_never_changed() => Gen.Select(Generate.Action.Array[0, 5], Generate.Document).Sample((actions, document) =>
    {
        var before = document.ToJsonString();
        Try(document, actions);
        return before == document.ToJsonString();
    });

    private static bool Same(JsonObject document, UpdateAction[] one, UpdateAction[] other) => JsonEquality.Same(Try(document, one), Try(document, other));

    private static JsonObject? Try(JsonObject document, UpdateAction[] actions)
    {
        try
        {
            return UpdateApplier.Apply(document, actions);
        }
        catch (StoreRequestException)
        {
            return null;
        }
    }
}
