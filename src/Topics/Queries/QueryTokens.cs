namespace DigestMailer.Topics.Queries;

/// <summary>
/// Cuts the text of a query into pieces. Quotation marks, parentheses and dashes count in every form that keyboards
/// make of them.
/// </summary>
internal sealed class QueryTokens
{
    private const string Quotes = "\"“”„‟«»＂「」『』〝〞";
    private const string Dashes = "-‐‑‒–—−﹣－";

    private readonly string text;
    private readonly List<QueryToken> tokens = [];
    private int at;
    private QueryFault? fault;

    private QueryTokens(string text) => this.text = text;

    public static (List<QueryToken> Tokens, QueryFault? Fault) Read(string text)
    {
        var tokens = new QueryTokens(text);
        while (tokens.at < text.Length && tokens.fault is null)
        {
            tokens.One();
        }

        tokens.Add(TokenKind.End, "", text.Length);
        return (tokens.tokens, tokens.fault);
    }

    private void One()
    {
        var sign = text[at];
        if (IsSpace(at))
        {
            at++;
        }
        else if (sign is '(' or '（' or ')' or '）')
        {
            Add(sign is '(' or '（' ? TokenKind.Open : TokenKind.Close, sign.ToString(), at++);
        }
        else if (Dashes.Contains(sign, StringComparison.Ordinal))
        {
            Dash();
        }
        else if (IsQuote(at))
        {
            Phrase();
        }
        else if (sign is '=' or '＝' && IsQuote(at + 1))
        {
            Add(TokenKind.Exact, "=", at++);
        }
        else
        {
            Word();
        }
    }

    /// <summary>Before a word a dash means not; with a space after it, it is the dash of a sentence.</summary>
    private void Dash()
    {
        if (at + 1 == text.Length || !IsSpace(at + 1))
        {
            Add(TokenKind.Not, text[at].ToString(), at);
        }

        at++;
    }

    private void Phrase()
    {
        var end = at + 1;
        while (end < text.Length && !IsQuote(end))
        {
            end++;
        }

        if (end == text.Length)
        {
            fault = new QueryFault(at + 1, QueryFaultKind.UnclosedQuote);
            return;
        }

        var words = text[(at + 1)..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Add(TokenKind.Phrase, string.Join(' ', words), at);
        at = end + 1;
        Star();
    }

    private void Word()
    {
        var start = at;
        while (at < text.Length && !IsSpace(at) && !IsQuote(at) && text[at] is not ('(' or ')' or '（' or '）')
            && !IsStar(at) && text[at] is not (':' or '：'))
        {
            at++;
        }

        var word = text[start..at];
        if (at < text.Length && text[at] is ':' or '：' && word.Length > 0)
        {
            Add(TokenKind.Field, word.ToLowerInvariant(), start);
            at++;
        }
        else if (word.Length > 0)
        {
            Add(word switch
            {
                "OR" => TokenKind.Or,
                "AND" => TokenKind.And,
                "NOT" => TokenKind.Not,
                _ => TokenKind.Word,
            }, word, start);
            Star();
        }
        else
        {
            Add(IsStar(at) ? TokenKind.LoneStar : TokenKind.Word, text[at].ToString(), at);
            at++;
        }
    }

    private void Star()
    {
        if (IsStar(at))
        {
            Add(TokenKind.Star, "*", at++);
        }
    }

    private bool IsSpace(int place) =>
        place < text.Length && (char.IsWhiteSpace(text[place]) || char.IsControl(text[place]));

    private bool IsQuote(int place) => place < text.Length && Quotes.Contains(text[place], StringComparison.Ordinal);

    private bool IsStar(int place) => place < text.Length && text[place] is '*' or '＊';

    private void Add(TokenKind kind, string piece, int place) => tokens.Add(new(kind, piece, place + 1));
}
