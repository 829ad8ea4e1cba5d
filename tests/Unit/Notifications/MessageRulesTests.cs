using System.Text;
using Virga.Notifications;

namespace Unit.Notifications;

public sealed class MessageRulesTests
{
    [Fact]
    public void A_message_may_have_262144_bytes_and_not_one_more()
    {
        var attribute = ("n", new MessageAttribute("String", "ø"));
        var overhead = "n".Length + "String".Length + Encoding.UTF8.GetByteCount("ø");

        Check(Messages.Of(new string('x', MessageSize.Maximum - overhead), attribute));

        Assert.Equal("Invalid parameter: Message too long", Refusal(Messages.Of(new string('x', MessageSize.Maximum - overhead + 1), attribute)));
    }

    [Fact]
    public void A_binary_value_counts_its_bytes() =>
        Assert.Equal("{}".Length + "n".Length + "Binary".Length + 5, MessageSize.Of(Messages.Of("{}", ("n", MessageAttribute.OfBinary([1, 2, 3, 4, 5])))));

    [Fact]
    public void An_empty_message_is_refused() => Assert.Equal("Invalid parameter: Empty message", Refusal(Messages.Of("")));

    [Theory]
    [InlineData("", true)]
    [InlineData("line\nbreak", true)]
    [InlineData("Tom left", false)]
    public void A_subject_is_one_line(string subject, bool isRefused) => Assert.Equal(isRefused, SubjectRefusal(subject) == "Invalid parameter: Subject");

    [Fact]
    public void A_subject_has_less_than_100_characters()
    {
        Assert.Null(SubjectRefusal(new string('s', 99)));
        Assert.NotNull(SubjectRefusal(new string('s', 100)));
    }

    [Theory]
    [InlineData(".a", "Invalid message attribute name starting with character '.' was found.")]
    [InlineData("a.", "Invalid message attribute name ending with character '.' was found.")]
    [InlineData("a..b", "Message attribute name can not have successive '.' character.")]
    [InlineData("a!b", "Invalid non-alphanumeric character '#x21' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.")]
    [InlineData("", "Length of message attribute name must be less than 256 bytes.")]
    [InlineData("AWS.x", "Message attribute names starting with 'AWS.' or 'Amazon.' are reserved for use by Amazon.")]
    public void A_bad_attribute_name_is_refused(string name, string text) => Assert.Equal(text, Refusal(Messages.Of("{}", (name, MessageAttribute.OfString("x")))));

    [Theory]
    [InlineData("Text", "x", "The message attribute 'n' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.")]
    [InlineData("String.", "x", "The message attribute 'n' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.")]
    [InlineData("Strings", "x", "The message attribute 'n' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.")]
    [InlineData("String", "", "The message attribute 'n' must contain non-empty message attribute value for message attribute type 'String'.")]
    [InlineData("Number", "many", "Could not cast message attribute 'n' value to number.")]
    [InlineData("Binary", "not base64!", "The message attribute 'n' with type 'Binary' must use field 'Binary'.")]
    public void A_bad_attribute_is_refused(string type, string value, string text) => Assert.Equal(text, Refusal(Messages.Of("{}", ("n", new MessageAttribute(type, value)))));

    [Theory]
    [InlineData("String", "x")]
    [InlineData("String.Array", "[\"x\"]")]
    [InlineData("String.custom", "x")]
    [InlineData("Number.int", "12")]
    [InlineData("Number", "123456789012345678901234567890.5")]
    [InlineData("Binary.gzip", "AAEC")]
    public void Other_attributes_are_taken(string type, string value) => Check(Messages.Of("{}", ("n", new MessageAttribute(type, value))));

    private static string Refusal(NotificationMessage message)
    {
        var refused = Assert.Throws<NotificationException>(() => Check(message));
        Assert.Equal(NotificationErrors.InvalidParameter, refused.Code);
        return refused.Message;
    }

    private static string? SubjectRefusal(string subject)
    {
        var message = new NotificationMessage { MessageId = "m", Topic = "cats", Body = "x", Timestamp = Messages.Now, Subject = subject };
        return Record.Exception(() => Check(message))?.Message;
    }

    private static void Check(NotificationMessage message)
    {
        MessageRules.CheckParts(message.Body, message.Subject, message.Attributes);
        MessageRules.CheckSize(new TopicSettings("cats"), MessageSize.Of(message));
    }
}
