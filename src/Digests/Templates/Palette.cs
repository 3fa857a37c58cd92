using System.Collections.Concurrent;
using System.Globalization;

namespace DigestMailer.Digests.Templates;

/// <summary>
/// The site's accent as it is readable (contrast of at least 4.5, WCAG 2.2) on our light and on our dark paper.
/// </summary>
/// <param name="Light">For text on the light grounds.</param>
/// <param name="Dark">For text on the dark grounds.</param>
internal sealed record Palette(string Light, string Dark)
{
    private const string LightGround = "#f3f1ec";
    private const string DarkGround = "#2b2b30";
    private static readonly ConcurrentDictionary<string, Palette> Known = new();

    public static Palette Of(string accent) =>
        Known.GetOrAdd(accent, colour => new(Readable(colour, LightGround, 0), Readable(colour, DarkGround, 255)));

    public static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static string Readable(string colour, string ground, int towards)
    {
        while (Contrast(colour, ground) < 4.6)
        {
            colour =
                "#" + string.Concat(
                    Channels(colour).Select(c => Nearer(c, towards).ToString("x2", CultureInfo.InvariantCulture)));
        }

        return colour;
    }

    private static int Nearer(int channel, int towards) =>
        channel + Math.Sign(towards - channel) * Math.Min(6, Math.Abs(towards - channel));

    private static double Luminance(string colour)
    {
        var linear =
            Channels(colour).Select(c => c / 255.0)
                .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static int[] Channels(string colour) =>
        [.. Enumerable.Range(0, 3)
            .Select(i => int.Parse(colour.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
}
