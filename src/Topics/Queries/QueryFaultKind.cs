namespace DigestMailer.Topics.Queries;

/// <summary>What can be wrong with a query; the language files have a text for each under <c>query.</c>.</summary>
internal enum QueryFaultKind
{
    TooLong,
    TooManyTerms,
    TooDeep,
    Unopened,
    Unclosed,
    UnclosedQuote,
    EmptyQuotes,
    WordHere,
    WordBefore,
    WordAfter,
    LoneStar,
    NoLetter,
    FieldOfGroup,
    FieldLike,
    FieldUnknown,
    Bound,
    HasLike,
    ExactField,
    ExactStar,
}
