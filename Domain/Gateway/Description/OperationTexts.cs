using System.Text;

namespace Virga.Gateway;

/// <summary>Makes an operation's summary and description of what there is: attributes, else doc comments, else the function's name.</summary>
internal static class OperationTexts
{
    private static readonly char[] Ends = ['.', ':'];

    /// <summary>A text's first sentence, up to its full stop or colon, and the whole text when it says more.</summary>
    public static (string Summary, string? Description) Split(string text)
    {
        for (var end = text.IndexOfAny(Ends); end >= 0; end = text.IndexOfAny(Ends, end + 1))
        {
            // A stop inside a word or in code is none.
            if (end + 1 == text.Length || (char.IsWhiteSpace(text[end + 1]) && text.AsSpan(0, end).Count('`') % 2 == 0))
            {
                return (text[..end], end + 1 == text.Length ? null : text);
            }
        }

        return (text, null);
    }

    /// <summary><c>GetTopicSubscription</c> as "Get topic subscription".</summary>
    public static string FromName(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name.Replace('_', ' ').Replace('-', ' '))
        {
            if (char.IsUpper(letter) && words.Length > 0 && words[^1] != ' ')
            {
                words.Append(' ').Append(char.ToLowerInvariant(letter));
            }
            else
            {
                words.Append(letter);
            }
        }

        return words.ToString();
    }
}
