namespace Virga.Documents;

/// <summary>What a token of a filter is.</summary>
internal enum FilterTokenKind
{
    End,
    Name,
    QuotedName,
    Text,
    Number,
    Symbol,
}
