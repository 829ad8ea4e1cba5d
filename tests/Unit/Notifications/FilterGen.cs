using CsCheck;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>Random policies and messages from a small world, where matches are as common as misses.</summary>
internal static class FilterGen
{
    private static readonly Gen<string> Text = Gen.OneOf("x", "y", "xy", "Xy", "yx", "xyx", "", "é", "x*", "10.0.0.1", "1");

    private static readonly Gen<string> Number = Gen.OneOf("0", "1", "1.0", "2", "2.5", "-1", "10e-1", "1000000000000000000000000000000000000001", "3");

    private static readonly Gen<string> TextRule = Gen.Select(Text, Gen.Int[0, 8]).Select((text, form) => form switch
    {
        0 => $$"""{"prefix":"{{text}}"}""",
        1 => $$"""{"suffix":"{{text}}"}""",
        2 => $$"""{"equals-ignore-case":"{{text}}"}""",
        3 => $$"""{"anything-but":"{{text}}"}""",
        4 => $$"""{"anything-but":["{{text}}","x"]}""",
        5 => $$"""{"wildcard":"{{text.Replace("*", "", StringComparison.Ordinal)}}*"}""",
        6 => $$"""{"wildcard":"*{{text.Replace("*", "", StringComparison.Ordinal)}}"}""",
        7 when text.Length > 0 => "{\"anything-but\":{\"prefix\":\"" + text + "\"}}",
        _ => $"\"{text}\"",
    });

    private static readonly Gen<string> NumberRule = Gen.Select(Number, Gen.Int[0, 6]).Select((number, form) => form switch
    {
        0 => $$"""{"numeric":["=",{{number}}]}""",
        1 => $$"""{"numeric":[">",{{number}}]}""",
        2 => $$"""{"numeric":["<=",{{number}}]}""",
        3 => """{"numeric":[">=",0,"<",2]}""",
        4 => """{"numeric":[">",1,"<=",2.5]}""",
        5 => $$"""{"anything-but":[{{number}}]}""",
        _ => number,
    });

    private static readonly Gen<string> OtherRule = Gen.OneOf(
        "null", "true", "false", """{"exists":true}""", """{"exists":false}""", """{"cidr":"10.0.0.0/8"}""", """{"wildcard":"*y*"}""", """{"wildcard":"x*x"}""");

    private static readonly Gen<string> Rules = Gen.Frequency<string>((5, TextRule), (3, NumberRule), (2, OtherRule)).Array[1, 3].Select(rules => $"[{string.Join(',', rules)}]");

    private static readonly Gen<string> Scalar = Gen.Frequency<string>(
        (4, Text.Select(text => $"\"{text}\"")), (3, Number), (1, Gen.OneOf("null", "true", "false", "1e400", "\"10.200.3.4\"")));

    /// <summary>A policy on bodies: nested and dotted keys, lists, <c>$or</c>.</summary>
    public static Gen<string> BodyPolicy { get; } = Policy(["a", "b.c", "l.x", "l.y", "l.m.z", "k.z", "l"]);

    /// <summary>A policy on attributes.</summary>
    public static Gen<string> AttributePolicy { get; } = Policy(["a", "b.c", "t", "u", "v"]);

    /// <summary>A body, seldom no JSON object.</summary>
    public static Gen<string> Body { get; } = Gen.Frequency<string>((20, Object(3)), (1, Gen.OneOf("text", "[1]", "{\"a\":", "7")));

    /// <summary>A message with attributes of every type.</summary>
    public static Gen<NotificationMessage> Attributes { get; } = Gen.Select(Gen.OneOf("a", "b.c", "t", "u", "w"), Attribute).Array[0, 4]
        .Select(attributes => Messages.Of("{}", [.. attributes.DistinctBy(attribute => attribute.Item1)]));

    private static Gen<MessageAttribute> Attribute => Gen.Frequency<MessageAttribute>(
        (4, Text.Select(text => MessageAttribute.OfString(text))),
        (3, Number.Select(number => new MessageAttribute("Number", number))),
        (1, Gen.Const(new MessageAttribute("Binary", "AAAA"))),
        (2, Gen.OneOf(Scalar, Scalar.Array[0, 2].Select(Json)).Array[0, 3].Select(list => new MessageAttribute("String.Array", Json(list)))),
        (1, Gen.OneOf("[1", "{}", "[]", "[{\"x\":1},\"y\"]").Select(text => new MessageAttribute("String.Array", text))));

    private static Gen<string> Policy(string[] keys)
    {
        var members = Gen.Select(Gen.Int[1, 3], Gen.Int[0, keys.Length - 1], Rules.Array[3]).Select((count, first, rules) =>
            Enumerable.Range(0, count).Select(index => $"\"{keys[(first + index) % keys.Length]}\":{rules[index]}").ToArray());
        var plain = members.Select(parts => $"{{{string.Join(',', parts)}}}");
        var choice = Gen.Select(plain, plain, Rules).Select((left, right, rules) => $$"""{"$or":[{{left}},{{right}}],"o":[{"exists":false},{{rules[1..]}}""" + "}");
        return Gen.Frequency<string>((4, plain), (1, choice));
    }

    private static Gen<string> Object(int depth)
    {
        var value = depth == 0
            ? Scalar
            : Gen.Recursive<string>((level, inner) => level > 1 ? Scalar : Gen.Frequency<string>((4, Scalar), (2, Object(depth - 1)), (3, Gen.OneOf(Object(depth - 1), Scalar, inner).Array[0, 3].Select(Json))));
        return Gen.Select(Gen.OneOf("a", "b", "c", "b.c", "l", "x", "y", "m", "z", "k", "l.m", "o"), value).Array[0, 5]
            .Select(members => $"{{{string.Join(',', members.Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}");
    }

    private static string Json(string[] items) => $"[{string.Join(',', items)}]";
}
