using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DigestMailer.Tests;

internal sealed partial class RoomsTests
{
    private static readonly string[] Order =
        ["Storage", "Papers", "Topics", "Subscribers", "Digests", "Delivery", "Bounces", "Web"];

    [Test]
    public void A_room_uses_only_the_rooms_above_it()
    {
        var source = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src");
        var wrong =
            Order.SelectMany(
                (room, place) =>
                    !Directory.Exists(Path.Combine(source, room)) ? []
                        : Directory.EnumerateFiles(Path.Combine(source, room), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Room().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)
                .Where(used => Array.IndexOf(Order, used) > place || used == "Cli")
                .Select(used => $"{Path.GetFileName(file)} uses {used}")));
        Assert.That(wrong, Is.Empty);
    }

    private static string Here([CallerFilePath] string file = "") => file;

    [GeneratedRegex(@"DigestMailer\.([A-Z]\w+)")]
    private static partial Regex Room();
}
