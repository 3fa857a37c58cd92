using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using DigestMailer.Service;
using DigestMailer.Settings;

namespace DigestMailer.Tests.Settings;

/// <summary>The shipped file and the reference of all settings.</summary>
internal sealed class ShippedSettingsTests
{
    private static readonly SettingsReference Reference = new(Application.Sections(), SettingsSummaries.Load());

    [Test]
    public void Any_leaf_turned_into_garbage_is_rejected_by_its_name()
    {
        var leaves = Leaves(Shipped(), "").ToList();
        Assert.That(leaves, Has.Count.GreaterThan(100));
        foreach (var path in leaves.Where(path => path != "$schema"))
        {
            foreach (var garbage in Garbage(path))
            {
                var json = Shipped();
                Put(json, path.Split(':'), JsonNode.Parse(garbage)!);
                var faults = Trial.Faults(json.ToJsonString());
                Assert.That(faults, Has.Some.StartsWith(path), $"{path} = {garbage}: {string.Join('\n', faults)}");
            }
        }
    }

    /// <summary>Any text is a name; what must have a form of its own gets another text too.</summary>
    private static string[] Garbage(string path) =>
        path.Split(':')[^1] is "Name" or "Description" or "About" or "PostalAddress" or "ConnectionString"
            or "PickupFolder"
            ? ["""{ "x": 1 }""", "[ 1 ]"] : ["""{ "x": 1 }""", "[ 1 ]", "\"gar (bage\""];

    [Test]
    public void Every_setting_with_a_form_of_its_own_rejects_garbage_by_its_name()
    {
        var typed =
            Reference.All.Where(setting => !setting.Form.StartsWith("a text", StringComparison.Ordinal)
                && !setting.Form.Contains("each a text", StringComparison.Ordinal)).ToList();
        Assert.That(typed, Has.Count.GreaterThan(50));
        foreach (var setting in typed)
        {
            Assert.That(Trial.Faults(Trial.Good, $"--{setting.Key}=gar (bage"), Has.Some.StartsWith(setting.Key));
        }
    }

    [Test]
    public void Every_setting_says_what_it_does() =>
        Assert.That(Reference.All.Where(setting => setting.Summary.Length == 0).Select(setting => setting.Key),
            Is.Empty);

    [Test]
    public void Messages_name_no_types_of_the_program()
    {
        var said = string.Join('\n',
            Reference.All.SelectMany(setting => Trial.Faults(Trial.Good, $"--{setting.Key}:x=gar (bage")));
        Assert.That(said, Does.Not.Contain("System.").And.Not.Contain("Options").And.Not.Contain("Exception"));
    }

    [Test]
    public void The_reference_table_is_the_one_that_the_command_prints()
    {
        var table = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "src", "SETTINGS.md");
        Assert.That(File.ReadAllText(table), Does.EndWith(Reference.Markdown()),
            "put what digestmailer settings --markdown prints at the end of src/SETTINGS.md");
    }

    private static string Here([CallerFilePath] string file = "") => file;

    internal static JsonObject Shipped() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "appsettings.json")))!.AsObject();

    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject section => section.SelectMany(child => Leaves(child.Value, Join(path, child.Key))),
        JsonArray list => list.SelectMany((child, index) => Leaves(child, Join(path, $"{index}"))),
        _ => [path],
    };

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";

    private static void Put(JsonNode node, string[] path, JsonNode value)
    {
        foreach (var key in path[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(key, null)]! : node[key]!;
        }

        node.AsObject()[path[^1]] = value;
    }
}
