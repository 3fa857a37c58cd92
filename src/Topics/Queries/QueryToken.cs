namespace DigestMailer.Topics.Queries;

/// <summary>A piece of a query.</summary>
/// <param name="Position">Counted from 1.</param>
internal readonly record struct QueryToken(TokenKind Kind, string Text, int Position);
