namespace DigestMailer.Subscribers.Imports;

/// <summary>What the columns of one row say of the subscription: its state, its proof, and when.</summary>
/// <param name="Proof">What proves that they agreed, or null.</param>
/// <param name="ConsentedAt">The day of the proof, or else that of the row.</param>
/// <param name="Fault">A word in a column of states that nobody knows, or null.</param>
internal sealed record RowStanding(ImportedState State, string? Proof, DateTimeOffset? ConsentedAt,
    DateTimeOffset? LeftAt, string? Fault)
{
    /// <summary>Whether the proof has a day of its own: the day of the row brings nobody back.</summary>
    public bool HasOwnDay { get; private init; }

    /// <summary>What is in the column of dates of consent and was not read as one of the past, or null.</summary>
    public string? UnreadDate { get; private init; }

    public bool HasLeft => State is ImportedState.Left or ImportedState.Failed;

    /// <param name="now">No consent and no leaving is later; a date that is says nothing.</param>
    /// <param name="proves">Whether a text proves a consent.</param>
    public static RowStanding Of(ColumnMap columns, CsvRow row, DateTimeOffset now, Func<string, bool> proves)
    {
        var states = columns.Values(row, Meaning.State).Select(word => (word, State: Known(word))).ToList();
        if (states.FirstOrDefault(pair => pair.State is null).word is { } unknown)
        {
            return new(ImportedState.Unsaid, null, null, null,
                $"unknown {columns.Header(Meaning.State)} \"{unknown}\"; use confirmed, pending or unsubscribed");
        }

        var said = states.Select(pair => pair.State!.Value).Append(ImportedState.Unsaid).Max();
        var dated = columns.Values(row, Meaning.Consented)
            .FirstOrDefault(text => LenientDate.Read(text) is not null || proves(text));
        var isRecorded = said == ImportedState.Active && Past(dated, now) is not null;
        var (proof, at) = Consent([.. columns.Values(row, Meaning.Consent)], dated,
            text => proves(text) || (isRecorded && ConsentText.IsWording(text)), columns.Header, now);
        at ??= Past(columns.Value(row, Meaning.Answered), now);
        var left = Past(columns.Values(row, Meaning.Left).FirstOrDefault(IsSet), now);
        return new(Worst(columns, row, said, isBack: said == ImportedState.Active && at > left), proof,
            at ?? Past(columns.Value(row, Meaning.Created), now), left, null)
        {
            HasOwnDay = at is not null,
            UnreadDate = at is null && proof is not null ? dated : null,
        };
    }

    /// <summary>A date says since when, as in MailerLite's column Subscribed, and names no state.</summary>
    private static ImportedState? Known(string word) =>
        StateWords.Find(word) ?? (LenientDate.Read(word) is null ? null : ImportedState.Unsaid);

    /// <summary>Of several answers, such as one to the privacy policy and one to the digest, any no wins.</summary>
    private static (string? Proof, DateTimeOffset? At) Consent(string[] texts, string? dated, Func<string, bool> proves,
        Func<Meaning, string> header, DateTimeOffset now)
    {
        var at = Past(dated, now);
        return texts.Length > 0
            ? texts.All(proves)
                ? (texts[0], at ?? Earlier(texts.Select(ConsentText.Day).Min(), now)) : (null, at)
            : dated is not null ? ($"{header(Meaning.Consented)} {dated}", at)
            : (null, at);
    }

    private static ImportedState Worst(ColumnMap columns, CsvRow row, ImportedState said, bool isBack)
    {
        var failed = columns.Values(row, Meaning.Failed).Any(IsSet);
        var stopped = columns.Values(row, Meaning.Stopped).Any(IsSet);
        var left = columns.Values(row, Meaning.Left).Any(IsSet) && !isBack;
        return failed ? ImportedState.Failed
            : stopped || left ? (ImportedState)Math.Max((int)said, (int)ImportedState.Left)
            : columns.Has(Meaning.Confirmed) && !columns.Values(row, Meaning.Confirmed).Any(IsSet)
                ? (ImportedState)Math.Max((int)said, (int)ImportedState.Pending)
            : said;
    }

    /// <summary>Whether a tick is set or a date filled in: everything but a no.</summary>
    private static bool IsSet(string text) => !ConsentText.IsNo(text);

    private static DateTimeOffset? Past(string? text, DateTimeOffset now) =>
        text is null ? null : Earlier(LenientDate.Read(text), now);

    private static DateTimeOffset? Earlier(DateTimeOffset? date, DateTimeOffset now) => date <= now ? date : null;
}
