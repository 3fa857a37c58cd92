namespace DigestMailer.Web.Reading;

/// <summary>How a list of papers is ordered, as <c>?order=</c> names it.</summary>
internal enum PaperOrder
{
    /// <summary>What readers found good for its age and its day, and what fits the topic best.</summary>
    Trend,

    /// <summary>By votes.</summary>
    Votes,

    /// <summary>The newest first.</summary>
    Time,
}
