namespace DigestMailer.Topics.Queries;

/// <summary>Why a query cannot be read.</summary>
/// <param name="Position">Of the fault, counted from 1.</param>
internal sealed record QueryFault(int Position, string Message)
{
    public override string ToString() => FormattableString.Invariant($"{Message} (at character {Position})");
}
