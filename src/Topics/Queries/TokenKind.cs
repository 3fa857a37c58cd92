namespace DigestMailer.Topics.Queries;

/// <summary>Kinds of pieces; a star at the end of a word is one thing, a star by itself another.</summary>
internal enum TokenKind { Word, Phrase, Exact, Open, Close, Or, And, Not, Field, Star, LoneStar, End }
