namespace DigestMailer.Delivery.Refusals;

/// <summary>What servers say, by what it means. The tables name who says each phrase; what is in none of them decides
/// nothing.</summary>
internal static class Phrases
{
    /// <summary>The address does not exist, whatever was answered to.</summary>
    public static Vocabulary NoSuchAddress { get; } = Vocabulary.Of(AddressPhrases.Sure, AddressPhrasesAbroad.French,
        AddressPhrasesAbroad.German, AddressPhrasesAbroad.Spanish, AddressPhrasesAbroad.Portuguese,
        AddressPhrasesAbroad.Italian, AddressPhrasesAbroad.Dutch, AddressPhrasesAbroad.Polish,
        AddressPhrasesAbroad.Russian, AddressPhrasesAbroad.Japanese, AddressPhrasesAbroad.Chinese);

    /// <summary>The same, in words that mean it only in answer to RCPT.</summary>
    public static Vocabulary RefusedRecipient { get; } = Vocabulary.Of(AddressPhrases.OfTheRecipient);

    /// <summary>Its host does not exist, or takes no mail at all.</summary>
    public static Vocabulary NoSuchHost { get; } = Vocabulary.Of(AddressPhrases.OfTheHost);

    /// <summary>The mailbox is full.</summary>
    public static Vocabulary Full { get; } = Vocabulary.Of(MailboxPhrases.Full, MailboxPhrases.FullAbroad);

    /// <summary>The mailbox is closed for now.</summary>
    public static Vocabulary Closed { get; } = Vocabulary.Of(MailboxPhrases.Closed);

    /// <summary>We or the mail are refused: reputation, policy, content, authentication, relaying.</summary>
    public static Vocabulary Policy { get; } = Vocabulary.Of(SenderPhrases.Policy, SenderPhrases.PolicyAbroad);

    /// <summary>The mail is too large.</summary>
    public static Vocabulary TooLarge { get; } = Vocabulary.Of(SenderPhrases.TooLarge);

    /// <summary>Our account at the relay, our identity there, or our protocol.</summary>
    public static Vocabulary OurAccount { get; } = Vocabulary.Of(SenderPhrases.OurAccount);

    /// <summary>It may go later.</summary>
    public static Vocabulary Passing { get; } = Vocabulary.Of(PassingPhrases.Passing);
}
