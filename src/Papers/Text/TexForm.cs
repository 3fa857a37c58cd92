namespace DigestMailer.Papers.Text;

/// <summary>What a TeX command does with its arguments.</summary>
internal enum TexForm
{
    /// <summary>Not known; an argument in braces is shown instead of its name.</summary>
    None,

    /// <summary>Its argument is shown.</summary>
    Content,

    /// <summary>Its argument with a mark over it.</summary>
    Mark,

    /// <summary>The second of its two arguments is shown.</summary>
    Second,

    /// <summary>A number and its unit.</summary>
    Spaced,
    Fraction,
    Root,

    /// <summary>Its argument in parentheses, as of a footnote.</summary>
    Aside,

    /// <summary>It and its argument are of no use to a reader.</summary>
    Nothing,
}
