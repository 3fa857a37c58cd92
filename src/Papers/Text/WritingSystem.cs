using System.Text;

namespace DigestMailer.Papers.Text;

/// <summary>In which script a letter is, by the blocks of Unicode.</summary>
internal static class WritingSystem
{
    public static Script Of(Rune letter) => !Rune.IsLetter(letter) ? Script.Other : letter.Value switch
    {
        < 0x250 or (>= 0x1E00 and <= 0x1EFF) => Script.Latin,
        (>= 0x600 and <= 0x6FF) or (>= 0x750 and <= 0x77F) or (>= 0x8A0 and <= 0x8FF) => Script.Arabic,
        (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) => Script.Kana,
        (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF) => Script.Han,
        (>= 0x1100 and <= 0x11FF) or (>= 0x3130 and <= 0x318F) or (>= 0xAC00 and <= 0xD7A3) => Script.Hangul,
        _ => Script.Other,
    };
}
