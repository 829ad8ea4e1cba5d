using Virga.Notifications;

namespace Unit.Notifications;

public sealed class FilterPolicyMatchTests
{
    [Theory]
    [InlineData("""{"city":["oslo"]}""", "city=oslo", true)]
    [InlineData("""{"city":["oslo"]}""", "city=Oslo", false)]
    [InlineData("""{"city":["oslo"]}""", "city=oslo2", false)]
    [InlineData("""{"city":["oslo","bergen"]}""", "city=bergen", true)]
    [InlineData("""{"city":["oslo"],"mood":["wild"]}""", "city=oslo;mood=wild;more=x", true)]
    [InlineData("""{"city":["oslo"],"mood":["wild"]}""", "city=oslo;mood=calm", false)]
    [InlineData("""{"city":["oslo"]}""", "mood=wild", false)]
    [InlineData("""{"age":[1]}""", "age=#1", true)]
    [InlineData("""{"age":[1]}""", "age=#1.0", true)]
    [InlineData("""{"age":[1]}""", "age=#1e0", true)]
    [InlineData("""{"age":[1]}""", "age=1", false)]
    [InlineData("""{"age":["1"]}""", "age=#1", false)]
    [InlineData("""{"age":[0]}""", "age=#-0.0", true)]
    [InlineData("""{"city":[{"prefix":"os"}]}""", "city=oslo", true)]
    [InlineData("""{"city":[{"prefix":"os"}]}""", "city=Oslo", false)]
    [InlineData("""{"age":[{"prefix":"1"}]}""", "age=#12", false)]
    [InlineData("""{"city":[{"suffix":"lo"}]}""", "city=oslo", true)]
    [InlineData("""{"city":[{"suffix":"lo"}]}""", "city=lond", false)]
    [InlineData("""{"city":[{"equals-ignore-case":"OSLO"}]}""", "city=osLo", true)]
    [InlineData("""{"city":[{"equals-ignore-case":"OSLO"}]}""", "city=bergen", false)]
    [InlineData("""{"city":[{"anything-but":"oslo"}]}""", "city=bergen", true)]
    [InlineData("""{"city":[{"anything-but":"oslo"}]}""", "city=oslo", false)]
    [InlineData("""{"city":[{"anything-but":"oslo"}]}""", "other=x", false)]
    [InlineData("""{"city":[{"anything-but":["oslo","bergen"]}]}""", "city=bergen", false)]
    [InlineData("""{"city":[{"anything-but":["oslo","bergen"]}]}""", "city=#5", true)]
    [InlineData("""{"age":[{"anything-but":[5]}]}""", "age=5", true)]
    [InlineData("""{"age":[{"anything-but":[5]}]}""", "age=#5.0", false)]
    [InlineData("""{"city":[{"anything-but":{"prefix":"os"}}]}""", "city=oslo", false)]
    [InlineData("""{"city":[{"anything-but":{"prefix":"os"}}]}""", "city=bergen", true)]
    [InlineData("""{"city":[{"anything-but":{"wildcard":"o*o"}}]}""", "city=oslo", false)]
    [InlineData("""{"city":[{"anything-but":{"wildcard":"o*o"}}]}""", "city=bergen", true)]
    [InlineData("""{"age":[{"numeric":["=",3]}]}""", "age=#3.00", true)]
    [InlineData("""{"age":[{"numeric":["=",3]}]}""", "age=3", false)]
    [InlineData("""{"age":[{"numeric":[">",3]}]}""", "age=#3", false)]
    [InlineData("""{"age":[{"numeric":[">=",3]}]}""", "age=#3", true)]
    [InlineData("""{"age":[{"numeric":["<",3]}]}""", "age=#2.99999", true)]
    [InlineData("""{"age":[{"numeric":["<=",-3]}]}""", "age=#-3", true)]
    [InlineData("""{"age":[{"numeric":["<=",-3]}]}""", "age=#-2", false)]
    [InlineData("""{"age":[{"numeric":[">",0,"<=",150]}]}""", "age=#150", true)]
    [InlineData("""{"age":[{"numeric":[">",0,"<=",150]}]}""", "age=#0", false)]
    [InlineData("""{"age":[{"numeric":["=",9007199254740993]}]}""", "age=#9007199254740992", false)]
    [InlineData("""{"age":[{"exists":true}]}""", "age=#3", true)]
    [InlineData("""{"age":[{"exists":true}]}""", "city=oslo", false)]
    [InlineData("""{"age":[{"exists":false}]}""", "city=oslo", true)]
    [InlineData("""{"age":[{"exists":false}]}""", "age=#3", false)]
    [InlineData("""{"age":[{"exists":false}]}""", "", false)]
    [InlineData("""{"age":[{"exists":false},3]}""", "age=#3", true)]
    [InlineData("""{"age":[{"exists":false},3]}""", "age=#4", false)]
    [InlineData("""{"age":[null]}""", "city=oslo", false)]
    [InlineData("""{"ip":[{"cidr":"10.0.0.5/24"}]}""", "ip=10.0.0.250", true)]
    [InlineData("""{"ip":[{"cidr":"10.0.0.0/24"}]}""", "ip=10.0.1.1", false)]
    [InlineData("""{"ip":[{"cidr":"10.0.0.1/32"}]}""", "ip=10.0.0.1", true)]
    [InlineData("""{"ip":[{"cidr":"10.0.0.0/8"}]}""", "ip=10", false)]
    [InlineData("""{"ip":[{"cidr":"10.0.0.0/8"}]}""", "ip=::ffff:10.0.0.1", false)]
    [InlineData("""{"ip":[{"cidr":"2001:db8::/33"}]}""", "ip=2001:0db8:0000:0000:0000:0000:0000:0001", true)]
    [InlineData("""{"ip":[{"cidr":"2001:db8::/33"}]}""", "ip=2001:db8:8000::1", false)]
    [InlineData("""{"path":[{"wildcard":"a*c"}]}""", "path=abc", true)]
    [InlineData("""{"path":[{"wildcard":"a*c"}]}""", "path=ac", true)]
    [InlineData("""{"path":[{"wildcard":"a*a"}]}""", "path=a", false)]
    [InlineData("""{"path":[{"wildcard":"*b*"}]}""", "path=abc", true)]
    [InlineData("""{"path":[{"wildcard":"a\\*c"}]}""", "path=a*c", true)]
    [InlineData("""{"path":[{"wildcard":"a\\*c"}]}""", "path=abc", false)]
    [InlineData("""{"tags":["red"]}""", """tags=["blue","red"]""", true)]
    [InlineData("""{"tags":["red"]}""", """tags=["blue"]""", false)]
    [InlineData("""{"tags":[{"anything-but":["rugby","tennis"]}]}""", """tags=["rugby","baseball"]""", true)]
    [InlineData("""{"tags":[{"anything-but":["rugby","tennis"]}]}""", """tags=["rugby","tennis"]""", false)]
    [InlineData("""{"tags":[3,true]}""", """tags=["x",true]""", true)]
    [InlineData("""{"tags":["red"]}""", "tags=[red", false)]
    [InlineData("""{"tags":[{"exists":true}]}""", "tags=[red", false)]
    [InlineData("""{"tags":[{"exists":false}]}""", "tags=[red", false)]
    [InlineData("""{"tags":[{"exists":false}]}""", "tags=[]", true)]
    [InlineData("""{"raw":[{"exists":true}]}""", "raw=!AAAA", false)]
    [InlineData("""{"a.b":["x"]}""", "a.b=x", true)]
    [InlineData("""{"$or":[{"city":["oslo"]},{"age":[3]}]}""", "age=#3", true)]
    [InlineData("""{"$or":[{"city":["oslo"]},{"age":[3]}]}""", "age=#4;city=bergen", false)]
    [InlineData("""{"mood":["wild"],"$or":[{"city":["oslo"]},{"age":[3]}]}""", "age=#3;mood=calm", false)]
    [InlineData("""{"$or":[{"city":["oslo"]},{"$or":[{"age":[3]},{"age":[4],"mood":["wild"]}]}]}""", "age=#4;mood=wild", true)]
    [InlineData("""{"$or":["x"]}""", "$or=x", true)]
    public void Attributes_are_matched_as_SNS_does(string policy, string attributes, bool matches)
    {
        var compiled = FilterPolicy.Parse(policy);
        var message = Messages.WithAttributes(attributes);

        Assert.Equal(matches, compiled.Matches(message));
        Assert.Equal(matches, compiled.Explain(message).Matches);
    }

    [Theory]
    [InlineData("""{"a":{"b":["x"]}}""", """{"a":{"b":"x"}}""", true)]
    [InlineData("""{"a.b":["x"]}""", """{"a":{"b":"x"}}""", true)]
    [InlineData("""{"a":{"b.c":["x"]}}""", """{"a.b":{"c":"x"}}""", true)]
    [InlineData("""{"a":["x"]}""", """{"a":["y",["x"]]}""", true)]
    [InlineData("""{"a":{"b":[1]}}""", """{"a":[{"b":2},{"b":1}]}""", true)]
    [InlineData("""{"a":{"b":[1],"c":[2]}}""", """{"a":[{"b":1,"c":1},{"b":2,"c":2}]}""", false)]
    [InlineData("""{"a":{"b":[1],"c":[2]}}""", """{"a":[{"b":1,"c":1},{"b":1,"c":2}]}""", true)]
    [InlineData("""{"a":{"b":[1]},"d":{"c":[2]}}""", """{"a":[{"b":1}],"d":[{"c":2}]}""", true)]
    [InlineData("""{"a":{"x":[1],"l":{"y":[2]}}}""", """{"a":[{"x":1,"l":[{"y":3},{"y":2}]},{"x":2,"l":[{"y":2}]}]}""", true)]
    [InlineData("""{"a":{"x":[1],"l":{"y":[2]}}}""", """{"a":[{"x":1,"l":[{"y":3}]},{"x":2,"l":[{"y":2}]}]}""", false)]
    [InlineData("""{"a":{"x":[1],"y":[2]}}""", """{"a":[[{"x":1}],[{"y":2}]]}""", false)]
    [InlineData("""{"$or":[{"a":{"x":[1],"y":[2]}},{"z":[3]}]}""", """{"a":[{"x":1},{"y":2}],"z":3}""", true)]
    [InlineData("""{"a":[null]}""", """{"a":null}""", true)]
    [InlineData("""{"a":[true]}""", """{"a":true}""", true)]
    [InlineData("""{"a":[true]}""", """{"a":"true"}""", false)]
    [InlineData("""{"a":[{"exists":true}]}""", """{"a":null}""", false)]
    [InlineData("""{"a":[{"exists":true}]}""", """{"a":""}""", false)]
    [InlineData("""{"a":[{"exists":true}]}""", """{"a":false}""", true)]
    [InlineData("""{"a":[{"exists":false}]}""", """{"a":{"b":1}}""", true)]
    [InlineData("""{"a":[{"exists":false}]}""", """{"a":[]}""", true)]
    [InlineData("""{"a":[{"exists":false}]}""", """{"a":null}""", false)]
    [InlineData("""{"a":[{"exists":false}]}""", "{}", true)]
    [InlineData("""{"a":[{"anything-but":"x"}]}""", """{"a":null}""", true)]
    [InlineData("""{"a":[{"exists":false}]}""", "plain text", false)]
    [InlineData("""{"a":[{"exists":false}]}""", "[1]", false)]
    [InlineData("""{"a":[{"exists":false}]}""", "{} {}", false)]
    [InlineData("""{"a":[{"numeric":[">",100]}]}""", """{"a":"101"}""", false)]
    [InlineData("""{"a":[{"numeric":[">",100]}]}""", """{"a":1e3}""", true)]
    [InlineData("""{"a":[{"numeric":[">",100]}]}""", """{"a":1e999999999}""", false)]
    public void Bodies_are_matched_as_event_ruler_does(string policy, string body, bool matches)
    {
        var compiled = FilterPolicy.Parse(policy, FilterScope.MessageBody);
        var message = Messages.Of(body);

        Assert.Equal(matches, compiled.Matches(message));
        Assert.Equal(matches, compiled.Explain(message).Matches);
    }

    [Fact]
    public void An_explanation_says_which_key_failed_and_why()
    {
        var policy = FilterPolicy.Parse("""{"city":["oslo"],"price":[{"numeric":[">",100]}],"mood":["wild"]}""");

        var lines = policy.Explain(Messages.WithAttributes("city=oslo;price=#90")).ToLines();

        Assert.Equal(
            [
                "key `city`: \"oslo\" is \"oslo\"",
                "key `price`: 90 is not > 100",
                "key `mood`: no such attribute; a missing key matches nothing but {\"exists\":false}",
            ],
            lines);
    }

    [Fact]
    public void An_explanation_says_when_only_different_elements_meet_the_keys()
    {
        var policy = FilterPolicy.Parse("""{"a":{"b":[1],"c":[2]}}""", FilterScope.MessageBody);

        var explanation = policy.Explain(Messages.Of("""{"a":[{"b":1},{"c":2}]}"""));

        Assert.All(explanation.Keys, key => Assert.True(key.Matches));
        Assert.Equal("Every key is met, but not by the same element of a list.", explanation.Note);
    }
}
