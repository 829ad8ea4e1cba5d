using Virga.Notifications;

namespace Unit.Notifications;

public sealed class FilterPolicyRefusalTests
{
    [Theory]
    [InlineData("""{"key":[["value"]]}""", "Match value must be String, number, true, false, or null", 10)]
    [InlineData("""{"key":[{"wrong-operator":true}]}""", "Unrecognized match type wrong-operator", 31)]
    [InlineData("""{"key":[{"suffix":"value","prefix":"value2"}]}""", "Only one key allowed in match expression", 37)]
    [InlineData("""{"key":[{"suffix":100}]}""", "suffix match pattern must be a string", 22)]
    [InlineData("""{"key":[{"suffix":null}]}""", "suffix match pattern must be a string", 23)]
    [InlineData("""{"key":{"suffix":"value"}}""", "\"suffix\" must be an object or an array", 19, FilterScope.MessageBody)]
    [InlineData("""{"key":[{"suffix":[]}]}""", "suffix match pattern must be a string", 20)]
    [InlineData("""{"key":{"not-an-operator":"value"}}""", "\"not-an-operator\" must be an object or an array", 28, FilterScope.MessageBody)]
    [InlineData("""{"key_a":"value_one"}""", "\"key_a\" must be an object or an array", 11)]
    [InlineData("""{"key":[{"numeric":[]}]}""", "Invalid member in numeric match: ]", 22)]
    [InlineData("""{"key":[{"numeric":["operator"]}]}""", "Unrecognized numeric range operator: operator", 32)]
    [InlineData("""{"key":[{"numeric":[1,"<="]}]}""", "Invalid member in numeric match: 1", 22)]
    [InlineData("""{"key":[{"numeric":["=","000"]}]}""", "Value of equals must be numeric", 26)]
    [InlineData("""{"key":[{"numeric":[">="]}]}""", "Value of >= must be numeric", 26)]
    [InlineData("""{"key":[{"numeric":["<",100,">",10]}]}""", "Too many elements in numeric expression", 30)]
    [InlineData("""{"key":[{"numeric":[">=",1,">",2]}]}""", "Bad numeric range operator: >", 31)]
    [InlineData("""{"key":[{"numeric":[">",3,"<",1]}]}""", "Bottom must be less than top", 33)]
    [InlineData("""{"key":[{"numeric":[">",3,"<",3]}]}""", "Bottom must be less than top", 33)]
    [InlineData("""{"key":[{"numeric":[">",20,"<="]}]}""", "Value of <= must be numeric", 33)]
    [InlineData("""{"key":[{"numeric":[">",20,30]}]}""", "Bad value in numeric range: 30", 30)]
    [InlineData("""{"key":[{"numeric":[">",20,"test"]}]}""", "Bad numeric range operator: test", 34)]
    [InlineData("""{"key":[{"numeric":[">","20","<","30"]}]}""", "Value of > must be numeric", 26)]
    [InlineData("""{"key":[{"numeric":[">",20,"<","30"]}]}""", "Value of < must be numeric", 33)]
    [InlineData("""{"key":[{"numeric":[">",20,"<",30,"<",50]}]}""", "Too many terms in numeric range expression", 36)]
    [InlineData("""{"key":[{"exists":null}]}""", "exists match pattern must be either true or false.", 23)]
    [InlineData("""{"key":[{"exists":"no"}]}""", "exists match pattern must be either true or false.", 20)]
    public void A_recorded_refusal_has_the_recorded_text_and_position(string policy, string text, int column, FilterScope scope = FilterScope.MessageAttributes)
    {
        var refused = Assert.Throws<FilterPolicyException>(() => FilterPolicy.Parse(policy, scope));

        Assert.Equal($"Invalid parameter: FilterPolicy: {text}\n at [Source: (String)\"{policy}\"; line: 1, column: {column}]", refused.Message);
        Assert.Equal(NotificationErrors.InvalidParameter, refused.Code);
    }

    [Theory]
    [InlineData("[]", "Filter is not an object")]
    [InlineData("{}", "Empty objects are not allowed")]
    [InlineData("""{"a":[]}""", "Empty arrays are not allowed")]
    [InlineData("""{"a":[{}]}""", "Match expression name not found")]
    [InlineData("""{"a":[{"numeric":3}]}""", "Value of numeric must be an array.")]
    [InlineData("""{"a":[{"anything-but":true}]}""", "Value of anything-but must be an array or single string/number value.")]
    [InlineData("""{"a":[{"anything-but":null}]}""", "Value of anything-but must be an array or single string/number value.")]
    [InlineData("""{"a":[{"anything-but":[]}]}""", "Inside anything but list, either all values are number or string, mixed type is not supported")]
    [InlineData("""{"a":[{"anything-but":["x",1]}]}""", "Inside anything but list, either all values are number or string, mixed type is not supported")]
    [InlineData("""{"a":[{"anything-but":["x",null]}]}""", "Inside anything but list, start|null|boolean is not supported.")]
    [InlineData("""{"a":[{"anything-but":{"suffix":"x"}}]}""", "Unsupported anything-but pattern: suffix")]
    [InlineData("""{"a":[{"anything-but":{"exists":true}}]}""", "Unsupported anything-but pattern: exists")]
    [InlineData("""{"a":[{"anything-but":{"prefix":""}}]}""", "Null prefix not allowed")]
    [InlineData("""{"a":[{"anything-but":{"prefix":"x","suffix":"y"}}]}""", "Only one key allowed in match expression")]
    [InlineData("""{"a":[{"cidr":3}]}""", "prefix match pattern must be a string")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0"}]}""", "Malformed CIDR, one '/' required")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/x"}]}""", "Malformed CIDR, mask bits must be an integer")]
    [InlineData("""{"a":[{"cidr":"10.0.0/8"}]}""", "Nonstandard IP address: 10.0.0")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/33"}]}""", "IPv4 mask bits must be <= 32")]
    [InlineData("""{"a":[{"wildcard":3}]}""", "wildcard match pattern must be a string")]
    [InlineData("""{"a":[{"wildcard":"a**b"}]}""", "Consecutive wildcard characters at pos 1")]
    [InlineData("""{"a":[{"wildcard":"a\\b"}]}""", "Invalid escape character at pos 1")]
    [InlineData("""{"a":[{"equals-ignore-case":["x"]}]}""", "equals-ignore-case match pattern must be a string")]
    [InlineData("""{"a":[{"prefix":{"equals-ignore-case":"x"}}]}""", "prefix match pattern must be a string")]
    [InlineData("""{"a":["x"],"a":["y"]}""", "Duplicate key \"a\"")]
    [InlineData("""{"a":["x"],"$or":[{"a":["y"]},{"b":["y"]}]}""", "\"a\" is given twice: keys that must hold together, a $or branch and its siblings included, are all different")]
    [InlineData("""{"$or":[{"a":["y"]},{"b":["y"]}],"a":["x"]}""", "\"a\" is given twice: keys that must hold together, a $or branch and its siblings included, are all different")]
    [InlineData("""{"$or":[{"a":["x"]}]}""", "Unrecognized match type a")]
    [InlineData("""{"$or":[{"a":["x"]},{"prefix":["x"]}]}""", "Unrecognized match type a")]
    [InlineData("""{"a":[1e999]}""", "Value must be a number with an exponent from -400 to 400: 1e999")]
    public void Anything_else_unknown_is_refused_and_never_ignored(string policy, string text)
    {
        var refused = Assert.Throws<FilterPolicyException>(() => FilterPolicy.Parse(policy));

        Assert.StartsWith($"Invalid parameter: FilterPolicy: {text}\n", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":["x"]""")]
    [InlineData("""{"a":["x"]} x""")]
    [InlineData("")]
    [InlineData("{'a':['x']}")]
    public void Malformed_JSON_is_refused(string policy) =>
        Assert.StartsWith("Invalid parameter: FilterPolicy: ", Assert.Throws<FilterPolicyException>(() => FilterPolicy.Parse(policy)).Message, StringComparison.Ordinal);

    [Fact]
    public void Policies_on_attributes_cannot_be_nested() =>
        Assert.Equal(
            "Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy",
            Assert.Throws<FilterPolicyException>(() => FilterPolicy.Parse("""{"a":{"b":["x"]}}""")).Message);

    [Fact]
    public void A_scope_has_one_of_two_names()
    {
        Assert.Equal(FilterScope.MessageBody, FilterPolicy.ParseScope("MessageBody"));
        Assert.Equal(FilterScope.MessageAttributes, FilterPolicy.ParseScope(null));
        Assert.Equal(
            "Invalid parameter: FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes",
            Assert.Throws<NotificationException>(() => FilterPolicy.ParseScope("RandomValue")).Message);
    }

    [Fact]
    public void The_position_counts_lines() =>
        Assert.EndsWith(
            "line: 3, column: 9]",
            Assert.Throws<FilterPolicyException>(() => FilterPolicy.Parse("{\n \"a\":[\n  {\"é\":1}]}")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}""", "Filter policy can not have more than 5 keys")]
    [InlineData("""{"a":["1","2","3","4","5","6"],"b":["1","2","3","4","5"],"c":["1","2","3","4","5","6"]}""", "Filter policy is too complex")]
    [InlineData("""{"a":[{"wildcard":"*1"},{"wildcard":"*2"},{"wildcard":"*3"},{"wildcard":"*4"},{"wildcard":"*5"},{"wildcard":"*6"},{"wildcard":"*7"},{"wildcard":"*8"},{"wildcard":"*9"},{"wildcard":"*10"},{"wildcard":"*11"}]}""", "Filter policy is too complex")]
    public void SNS_limits_hold_when_asked_for_and_Virga_allows_more(string policy, string text)
    {
        var refused = Assert.Throws<FilterPolicyException>(() => FilterPolicy.Parse(policy, limits: FilterLimits.Sns));

        Assert.Equal($"Invalid parameter: FilterPolicy: {text}", refused.Message);
        Assert.NotNull(FilterPolicy.Parse(policy));
    }

    [Fact]
    public void Combinations_count_nesting_and_add_the_branches_of_or()
    {
        // 3 × (2 values at level 3 = 6) × 3 values at level 1 … = 3 × 6 × 8 = 144 of 150.
        const string Nested = """{"a":{"b":{"c":["1","2"]}},"d":["1","2","3"],"e":["1","2","3","4","5","6","7","8"]}""";
        const string Branches = """{"$or":[{"a":["1","2","3","4","5","6","7","8","9","10"],"b":["1","2","3","4","5","6","7"]},{"c":["1","2","3","4","5","6","7","8","9","10"],"d":["1","2","3","4","5","6","7","8"]}]}""";

        Assert.NotNull(FilterPolicy.Parse(Nested, FilterScope.MessageBody, FilterLimits.Sns));
        Assert.NotNull(FilterPolicy.Parse(Branches, FilterScope.MessageBody, FilterLimits.Sns));
        Assert.Throws<FilterPolicyException>(() => FilterPolicy.Parse(Nested, FilterScope.MessageBody, FilterLimits.Sns with { Combinations = 143 }));
        Assert.Throws<FilterPolicyException>(() => FilterPolicy.Parse(Branches, FilterScope.MessageBody, FilterLimits.Sns with { Combinations = 149 }));
    }

    [Fact]
    public void More_keys_than_a_mask_has_bits_are_refused_whatever_the_limits()
    {
        var policy = $$"""{{{string.Join(',', Enumerable.Range(0, 65).Select(index => $"\"k{index}\":[1]"))}}}""";

        Assert.Throws<FilterPolicyException>(() => FilterPolicy.Parse(policy, limits: new FilterLimits { Keys = 1000 }));
    }
}
