namespace DigestMailer.Papers;

/// <summary>What a title says about its paper.</summary>
internal enum TitleNoticeKind
{
    None,

    /// <summary>The paper itself, marked as retracted.</summary>
    Retracted,

    /// <summary>A notice that another paper is retracted.</summary>
    Retraction,

    /// <summary>A correction of another paper, or a concern about one.</summary>
    Correction,
}
