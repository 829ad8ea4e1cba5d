using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>What one value of a policy's key asks of a message's value. Equal rules ask the same.</summary>
internal abstract record ValueRule
{
    private ValueRule()
    {
    }

    public abstract bool Matches(in ValueView value);

    /// <summary>The rule in words, to stand after "is not" or "is".</summary>
    public abstract string Words { get; }

    public sealed record Exactly(string Text) : ValueRule
    {
        public override string Words => $"\"{Text}\"";

        public override bool Matches(in ValueView value) => value.Kind == FieldKind.Text && value.Text.SequenceEqual(Text);
    }

    public sealed record NumberEquals(JsonNumber Number, string Text) : ValueRule
    {
        public override string Words => Text;

        public override bool Matches(in ValueView value) => value.Number is { } number && number.Equals(Number);
    }

    public sealed record Literal(FieldKind Kind) : ValueRule
    {
        public override string Words => Kind switch
        {
            FieldKind.True => "true",
            FieldKind.False => "false",
            _ => "null",
        };

        public override bool Matches(in ValueView value) => value.Kind == Kind;
    }

    public sealed record Prefix(string Text) : ValueRule
    {
        public override string Words => $"text that starts with \"{Text}\"";

        public override bool Matches(in ValueView value) => value.Kind == FieldKind.Text && value.Text.StartsWith(Text, StringComparison.Ordinal);
    }

    public sealed record Suffix(string Text) : ValueRule
    {
        public override string Words => $"text that ends with \"{Text}\"";

        public override bool Matches(in ValueView value) => value.Kind == FieldKind.Text && value.Text.EndsWith(Text, StringComparison.Ordinal);
    }

    public sealed record IgnoreCase(string Text) : ValueRule
    {
        public override string Words => $"\"{Text}\" in any case";

        public override bool Matches(in ValueView value) => value.Kind == FieldKind.Text && value.Text.Equals(Text, StringComparison.OrdinalIgnoreCase);
    }

    public sealed record Wildcard(WildcardPattern Pattern) : ValueRule
    {
        public override string Words => $"text like \"{Pattern.Source}\"";

        public bool Equals(Wildcard? other) => other is not null && Pattern.Source == other.Pattern.Source;

        public override int GetHashCode() => Pattern.Source.GetHashCode(StringComparison.Ordinal);

        public override bool Matches(in ValueView value) => value.Kind == FieldKind.Text && Pattern.Matches(value.Text);
    }

    public sealed record Cidr(CidrRange Range) : ValueRule
    {
        public override string Words => $"an address in {Range}";

        public override bool Matches(in ValueView value) => value.Kind == FieldKind.Text && Range.Contains(value.Text);
    }

    public sealed record Numeric(JsonNumber? Bottom, bool BottomOpen, JsonNumber? Top, bool TopOpen, string Text) : ValueRule
    {
        public override string Words => Text;

        public override bool Matches(in ValueView value) =>
            value.Number is { } number
            && (Bottom is not { } bottom || number.CompareTo(bottom) is var low && (low > 0 || (low == 0 && !BottomOpen)))
            && (Top is not { } top || number.CompareTo(top) is var high && (high < 0 || (high == 0 && !TopOpen)));
    }

    /// <summary>There is a value, and it is neither null nor empty text (AWS documentation).</summary>
    public sealed record Present : ValueRule
    {
        public override string Words => "a value that is neither null nor empty";

        public override bool Matches(in ValueView value) =>
            value.Kind is not (FieldKind.Null or FieldKind.Unreadable) && (value.Kind != FieldKind.Text || value.Text.Length > 0);
    }

    /// <summary>There is a value, and it meets none of the rules; a value of another type meets none.</summary>
    public sealed record AnythingBut(ImmutableArray<ValueRule> Rules) : ValueRule
    {
        public override string Words => $"anything but {string.Join(" or ", Rules.Select(rule => rule.Words))}";

        public bool Equals(AnythingBut? other) => other is not null && Rules.SequenceEqual(other.Rules);

        public override int GetHashCode() => Rules.Aggregate(Rules.Length, HashCode.Combine);

        public override bool Matches(in ValueView value)
        {
            if (value.Kind == FieldKind.Unreadable)
            {
                return false;
            }

            foreach (var rule in Rules)
            {
                if (rule.Matches(value))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
