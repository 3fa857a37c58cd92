using System.Diagnostics;

namespace DigestMailer.Topics.Queries;

/// <summary>Why a query cannot be read.</summary>
/// <param name="Position">Of the fault, counted from 1.</param>
/// <param name="Word">The piece of the query that the fault is about.</param>
/// <param name="Advice">What to write instead, what there is to choose from, or the limit.</param>
internal sealed record QueryFault(int Position, QueryFaultKind Kind, string Word = "", string Advice = "")
{
    /// <summary>In English, for commands and logs; pages say it in the language of the reader.</summary>
    public string Message => Kind switch
    {
        QueryFaultKind.TooLong => $"a query has at most {Advice} characters; divide it into several",
        QueryFaultKind.TooManyTerms => $"a query has at most {Advice} terms",
        QueryFaultKind.TooDeep => $"more than {Advice} parentheses inside each other",
        QueryFaultKind.Unopened => "this closing parenthesis has no opening one",
        QueryFaultKind.Unclosed => "this parenthesis is never closed",
        QueryFaultKind.UnclosedQuote =>
            "this quotation mark is never closed; put another at the end of the phrase",
        QueryFaultKind.EmptyQuotes => "these quotation marks hold nothing",
        QueryFaultKind.WordHere => "a word is missing here",
        QueryFaultKind.WordBefore => $"a word is missing before \"{Word}\"",
        QueryFaultKind.WordAfter => $"a word is missing after \"{Word}\"",
        QueryFaultKind.LoneStar =>
            "a * follows the beginning of a word, as in quantiz*; alone it must be the whole query",
        QueryFaultKind.NoLetter => $"\"{Word}\" holds neither letter nor digit",
        QueryFaultKind.FieldOfGroup =>
            $"a field takes one word or phrase; write {Word}:a {Word}:b or {Word}:\"a b\"",
        QueryFaultKind.FieldLike => $"unknown field \"{Word}\"; did you mean \"{Advice}\"?",
        QueryFaultKind.FieldUnknown => $"unknown field \"{Word}\"; the fields are {Advice}. "
            + "If you mean the text, put it in quotation marks",
        QueryFaultKind.Bound => $"write a bound on {Word} as {Word}:>{Advice}",
        QueryFaultKind.HasLike => $"a paper cannot have \"{Word}\"; did you mean has:{Advice}?",
        QueryFaultKind.ExactField => "only words of the text can be exact; leave out the = here",
        QueryFaultKind.ExactStar => "an exact word has no *; leave out the = or the *",
        _ => throw new UnreachableException(),
    };

    public override string ToString() => FormattableString.Invariant($"{Message} (at character {Position})");
}
