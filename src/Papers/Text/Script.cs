namespace DigestMailer.Papers.Text;

/// <summary>The scripts by which languages are told apart.</summary>
internal enum Script { Other, Latin, Arabic, Hangul, Han, Kana }
