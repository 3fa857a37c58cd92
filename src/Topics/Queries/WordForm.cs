namespace DigestMailer.Topics.Queries;

/// <summary>How a word is in the text.</summary>
internal enum WordForm
{
    /// <summary>As it is.</summary>
    Whole,

    /// <summary>Part of a word, as Deep is of DeepSeek.</summary>
    Part,

    /// <summary>Two words without their hyphen, as pretraining of pre-training.</summary>
    Joined,
}
