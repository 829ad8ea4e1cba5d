using System.Text.Json;
using System.Text.Json.Nodes;
using Virga.Documents;

namespace Unit.Documents;

/// <summary>RFC 6902: its own examples (appendix A), and the corners of its pointers.</summary>
public sealed class JsonPatchTests
{
    [Theory]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux"}]""", """{"baz":"qux","foo":"bar"}""")]
    [InlineData("""{"foo":["bar","baz"]}""", """[{"op":"add","path":"/foo/1","value":"qux"}]""", """{"foo":["bar","qux","baz"]}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"remove","path":"/baz"}]""", """{"foo":"bar"}""")]
    [InlineData("""{"foo":["bar","qux","baz"]}""", """[{"op":"remove","path":"/foo/1"}]""", """{"foo":["bar","baz"]}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"replace","path":"/baz","value":"boo"}]""", """{"baz":"boo","foo":"bar"}""")]
    [InlineData("""{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}""", """[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]""", """{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}""")]
    [InlineData("""{"foo":["all","grass","cows","eat"]}""", """[{"op":"move","from":"/foo/1","path":"/foo/3"}]""", """{"foo":["all","cows","eat","grass"]}""")]
    [InlineData("""{"baz":"qux","foo":["a",2,"c"]}""", """[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]""", """{"baz":"qux","foo":["a",2,"c"]}""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/child","value":{"grandchild":{}}}]""", """{"foo":"bar","child":{"grandchild":{}}}""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux","xyz":123}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":10},{"op":"test","path":"/~1","value":9}]""", """{"/":9,"~1":10}""")]
    [InlineData("""{"foo":["bar"]}""", """[{"op":"add","path":"/foo/-","value":["abc","def"]}]""", """{"foo":["bar",["abc","def"]]}""")]
    [InlineData("""{"foo":null}""", """[{"op":"test","path":"/foo","value":null}]""", """{"foo":null}""")]
    [InlineData("""{"foo":1}""", """[{"op":"copy","from":"/foo","path":"/bar"}]""", """{"foo":1,"bar":1}""")]
    [InlineData("""{"foo":1}""", """[{"op":"replace","path":"","value":{"bar":2}}]""", """{"bar":2}""")]
    [InlineData("""{"foo":1}""", """[{"op":"move","from":"/foo","path":"/foo"}]""", """{"foo":1}""")]
    public void A_patch_gives_what_the_standard_says(string document, string patch, string result) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(result), Apply(document, patch)));

    [Theory]
    [InlineData("""{"baz":"qux"}""", """[{"op":"test","path":"/baz","value":"bar"}]""", "patch-test-failed", 0)]
    [InlineData("""{"~1":10}""", """[{"op":"test","path":"/~01","value":"10"}]""", "patch-test-failed", 0)]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz/bat","value":"qux"}]""", "patch-not-applicable", 0)]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/x","value":1},{"op":"remove","path":"/y"}]""", "patch-not-applicable", 1)]
    [InlineData("""{"foo":[1]}""", """[{"op":"replace","path":"/foo/1","value":2}]""", "patch-not-applicable", 0)]
    [InlineData("""{"foo":[1]}""", """[{"op":"add","path":"/foo/2","value":2}]""", "patch-not-applicable", 0)]
    [InlineData("""{"foo":[1,2]}""", """[{"op":"remove","path":"/foo/01"}]""", "patch-not-applicable", 0)]
    [InlineData("""{"foo":[1,2]}""", """[{"op":"remove","path":"/foo/-"}]""", "patch-not-applicable", 0)]
    [InlineData("""{"foo":"bar"}""", """[{"op":"copy","from":"/none","path":"/x"}]""", "patch-not-applicable", 0)]
    public void A_patch_that_does_not_fit_names_the_operation(string document, string patch, string code, int operation)
    {
        var refused = Assert.Throws<JsonPatchException>(() => Apply(document, patch));

        Assert.Equal(code, refused.Code);
        Assert.Equal(operation, refused.Operation);
    }

    [Fact]
    public void Everything_wrong_with_a_patch_is_told_at_once()
    {
        var refused = Assert.Throws<ValidationException>(() => Parse(
            """[{"op":"give","path":"/a"},{"op":"add","path":"a"},{"op":"move","path":"/a/b","from":"/a"},7,{"op":"add","path":"/~2","value":1}]"""));

        Assert.Equal(
            ["/0/op", "/1/path", "/1/value", "/2/path", "/3", "/4/path"],
            refused.Faults.Select(fault => fault.Path.ToString()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    public void What_is_no_list_of_operations_is_refused(string patch) => Assert.Throws<ValidationException>(() => Parse(patch));

    [Fact]
    public void A_patch_that_leaves_no_object_is_refused() =>
        Assert.Throws<ValidationException>(() => Apply("""{"a":1}""", """[{"op":"replace","path":"","value":[1]}]"""));

    private static JsonPatch Parse(string patch)
    {
        using var json = JsonDocument.Parse(patch);
        return JsonPatch.Parse(json.RootElement);
    }

    private static JsonObject Apply(string document, string patch) => Parse(patch).Apply(JsonNode.Parse(document)!.AsObject());
}
