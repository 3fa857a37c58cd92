using System.Text.Json;
using System.Text.Json.Nodes;
using DigestMailer.Service;
using DigestMailer.Settings;
using Json.Schema;

namespace DigestMailer.Tests.Settings;

/// <summary>The JSON Schema by which editors complete and check appsettings.json.</summary>
internal sealed class SchemaTests
{
    private static readonly string Written =
        new SettingsSchema(Application.Sections(), SettingsSummaries.Load()).Write();
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromText(Written));

    [Test]
    public void The_committed_schema_is_the_one_that_the_command_prints() =>
        Assert.That(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "src", "appsettings.schema.json")),
            Is.EqualTo(Written), "run: digestmailer settings --schema > src/appsettings.schema.json");

    [Test]
    public void The_shipped_file_names_the_schema_and_is_valid()
    {
        var shipped = ShippedSettingsTests.Shipped();
        Assert.That((string?)shipped["$schema"], Is.EqualTo("src/appsettings.schema.json"));
        Assert.That(IsValid(shipped), Is.True);
    }

    [TestCase("Delivery", "Relay", "[]")]
    [TestCase("Delivery", "KeepMail", "\"30d\"")]
    [TestCase("Delivery", "Relays", """[ { "Host": "a.example", "Security": "SSL" } ]""")]
    [TestCase("Delivery", "Relays", """[ { "Host": "a.example", "Port": 70000 } ]""")]
    [TestCase("Site", "Nmae", "\"x\"")]
    public void A_wrong_key_or_value_is_not_valid(string section, string key, string value)
    {
        var settings = ShippedSettingsTests.Shipped();
        settings[section]!.AsObject()[key] = JsonNode.Parse(value);
        Assert.That(IsValid(settings), Is.False);
    }

    [Test]
    public void An_unknown_section_is_not_valid()
    {
        var settings = ShippedSettingsTests.Shipped();
        settings["Deliveri"] = new JsonObject();
        Assert.That(IsValid(settings), Is.False);
    }

    private static bool IsValid(JsonObject settings) =>
        Schema.Value.Evaluate(JsonSerializer.SerializeToElement(settings)).IsValid;
}
