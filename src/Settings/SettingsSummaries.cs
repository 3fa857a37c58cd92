using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DigestMailer.Settings;

/// <summary>The summaries of the options classes, as the compiler writes them next to the program.</summary>
internal sealed partial class SettingsSummaries
{
    private readonly Dictionary<string, string> summaries;

    private SettingsSummaries(Dictionary<string, string> summaries) => this.summaries = summaries;

    /// <summary>The file that the compiler writes.</summary>
    public static string File => Path.Combine(AppContext.BaseDirectory, "DigestMailer.xml");

    /// <exception cref="IOException">The file is not there.</exception>
    public static SettingsSummaries Load() => new(XDocument.Load(File).Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!)));

    public string Of(PropertyInfo property) =>
        summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}", "");

    public string Of(Type type) => summaries.GetValueOrDefault($"T:{type.FullName}", "");

    private static string Text(XElement summary) =>
        Blank().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => Referred(see),
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    private static string Referred(XElement see) => see.Attribute("langword")?.Value
        ?? see.Attribute("cref")?.Value.Split('.')[^1] ?? see.Value;

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();
}
