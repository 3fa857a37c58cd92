namespace DigestMailer.Topics.Queries;

/// <summary>A piece of a query.</summary>
/// <param name="Position">Counted from 1.</param>
internal readonly record struct QueryToken(TokenKind Kind, string Text, int Position);

/// <summary>Kinds of pieces; a star at the end of a word is one thing, a star by itself another.</summary>
internal enum TokenKind { Word, Phrase, Open, Close, Or, And, Not, Field, Star, LoneStar, End }

/// <summary>Cuts the text of a query into pieces.</summary>
internal static class QueryTokens
{
    public static (List<QueryToken> Tokens, QueryFault? Fault) Read(string text)
    {
        var tokens = new List<QueryToken>();
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                at++;
            }
            else if (c is '(' or ')' or '-')
            {
                tokens.Add(
                    new(c switch { '(' => TokenKind.Open, ')' => TokenKind.Close, _ => TokenKind.Not }, c.ToString(),
                        at + 1));
                at++;
            }
            else if (c is '"')
            {
                var end = text.IndexOf('"', at + 1);
                if (end < 0)
                {
                    return (tokens,
                        new QueryFault(at + 1,
                            "this quotation mark is never closed; put another at the end of the phrase"));
                }

                tokens.Add(
                    new(TokenKind.Phrase,
                        string.Join(' ',
                            text[(at + 1)..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), at + 1));
                at = Star(text, end + 1, tokens);
            }
            else
            {
                at = Word(text, at, tokens);
            }
        }

        tokens.Add(new(TokenKind.End, "", text.Length + 1));
        return (tokens, null);
    }

    private static int Word(string text, int at, List<QueryToken> tokens)
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !char.IsControl(text[at])
            && text[at] is not ('(' or ')' or '"' or '*' or ':'))
        {
            at++;
        }

        var word = text[start..at];
        if (at < text.Length && text[at] == ':' && word.Length > 0)
        {
            tokens.Add(new(TokenKind.Field, word.ToLowerInvariant(), start + 1));
            return at + 1;
        }

        if (word.Length > 0)
        {
            tokens.Add(
                new(word switch
                {
                    "OR" => TokenKind.Or,
                    "AND" => TokenKind.And,
                    "NOT" => TokenKind.Not,
                    _ => TokenKind.Word
                }, word, start + 1));
            return Star(text, at, tokens);
        }

        tokens.Add(new(text[at] == '*' ? TokenKind.LoneStar : TokenKind.Word, text[at].ToString(), at + 1));
        return at + 1;
    }

    private static int Star(string text, int at, List<QueryToken> tokens)
    {
        if (at >= text.Length || text[at] != '*')
        {
            return at;
        }

        tokens.Add(new(TokenKind.Star, "*", at + 1));
        return at + 1;
    }
}
