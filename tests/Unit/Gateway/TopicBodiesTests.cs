using System.ComponentModel.DataAnnotations;
using Virga.Documents;
using Virga.Gateway;
using Virga.Notifications;

namespace Unit.Gateway;

public sealed class TopicBodiesTests
{
    private sealed record Adopted(string CatId, int Fee, Home? Home = null);

    private sealed record Home(string City, IReadOnlyList<int> Rooms);

    private interface IUnmade
    {
        string Name { get; }
    }

    private sealed record Note([property: MaxLength(10)] string Text, IReadOnlyList<Place> Places);

    private sealed record Place([property: MinLength(1)] string Name);

    private static readonly TopicBodies Bodies = new(
        new TopicCatalog([Topic.Define<Adopted>("cat-adopted"), Topic.Define<string>("texts"), Topic.Define<IUnmade>("unmade"), Topic.Define<Note>("notes"), Topic.Define<ModelledParcel>("parcels")]),
        new SchemaCatalog([ModelledParcel.Model]));

    [Theory]
    [InlineData("cat-adopted", """{"catId":"c-1","fee":3}""")]
    [InlineData("cat-adopted", """{"CATID":"c-1","fee":"3","home":{"city":"oslo","rooms":[1]},"unknown":1}""")]
    [InlineData("arn:virga:sns:local:000000000000:cat-adopted", """{"catId":"c-1","fee":3}""")]
    [InlineData("texts", "\"text\"")]
    [InlineData("unmade", """{"name":"x"}""")]
    [InlineData("made-at-run-time", "not JSON")]
    [InlineData("cat-adopted", "")]
    public async Task A_message_of_the_type_is_let_through(string topic, string message) => Assert.Empty(await FaultsAsync(topic, message));

    [Theory]
    [InlineData("cat-adopted", "{}", "/message/catId required", "/message/fee required")]
    [InlineData("cat-adopted", """{"catId":null,"fee":3}""", "/message/catId required")]
    [InlineData("cat-adopted", """{"catId":"c-1","fee":"x"}""", "/message/fee wrong-type")]
    [InlineData("cat-adopted", """{"catId":"c-1","fee":3,"home":{"city":"oslo","rooms":[1,"x"]}}""", "/message/home/rooms/1 wrong-type")]
    [InlineData("cat-adopted", "[]", "/message wrong-type")]
    [InlineData("cat-adopted", "null", "/message required")]
    [InlineData("cat-adopted", "hello", "/message wrong-type")]
    [InlineData("cat-adopted", """{"catId":"a","catId":"b","fee":3}""", "/message wrong-type")]
    [InlineData("arn:virga:sns:local:000000000000:cat-adopted", "1", "/message wrong-type")]
    [InlineData("texts", "text", "/message wrong-type")]
    public async Task A_message_of_another_shape_is_refused_with_the_places(string topic, string message, params string[] faults) => Assert.Equal(faults, await FaultsAsync(topic, message));

    [Theory]
    [InlineData("""{"default":"x","lambda":"{\"catId\":\"c-1\",\"fee\":3}"}""")]
    [InlineData("""{"default":"{\"catId\":\"c-1\",\"fee\":3}","https":"anything"}""")]
    [InlineData("""{"https":"no default"}""")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{\"default\":\"x\",\"lambda\":\"x\"}", "/message/lambda wrong-type")]
    [InlineData("{\"default\":\"{\\\"fee\\\":1}\"}", "/message/default/catId required")]
    public async Task Of_a_structured_message_the_body_of_functions_is_looked_at(string message, params string[] faults) =>
        Assert.Equal(faults, await FaultsAsync("cat-adopted", message, isStructured: true));

    [Fact]
    public async Task The_types_annotations_hold_wherever_they_are() => Assert.Equal(
        ["/message/text too-long", "/message/places/1/name too-short"],
        await FaultsAsync("notes", """{"text":"too long a text","places":[{"name":"oslo"},{"name":""}]}"""));

    [Fact]
    public async Task The_rules_of_the_types_model_hold_all_at_once()
    {
        Assert.Empty(await FaultsAsync("parcels", """{"id":"p-1","depot":"oslo","name":"box","grams":3,"status":"new"}"""));
        Assert.Empty(await FaultsAsync("parcels", """{"name":"box","grams":3}""")); // keys are the store's; what has a default may be missing
        Assert.Equal(
            ["/message/name required", "/message/grams out-of-range", "/message/status not-allowed", "/message invalid"],
            await FaultsAsync("parcels", """{"grams":-1,"status":"lost"}"""));
    }

    private static async Task<IEnumerable<string>> FaultsAsync(string topic, string message, bool isStructured = false) =>
        (await Bodies.FaultsAsync(topic, message, isStructured, "/message", TestContext.Current.CancellationToken)).Select(fault => $"{fault.Pointer} {fault.Code}");
}
