namespace DigestMailer.Topics.Meaning;

/// <summary>Cuts texts into numbered pieces, each of which has a vector in a table. Safe for several threads.</summary>
internal interface IPieces
{
    /// <summary>The numbers of the pieces of a text in its order.</summary>
    public List<int> Of(string text, int most);
}
