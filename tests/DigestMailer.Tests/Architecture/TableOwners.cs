using System.Text.RegularExpressions;
using DigestMailer.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DigestMailer.Tests.Architecture;

/// <summary>Which room owns which table, and where a room's SQL touches a table of a later room.</summary>
internal static partial class TableOwners
{
    private static readonly Dictionary<string, string> Rooms = new(StringComparer.OrdinalIgnoreCase);

    static TableOwners()
    {
        Own("Storage", "contractions schemaversions");
        Own("Events", "events event_kinds");
        Own("Papers",
            "papers paper_keys former_papers title_sketches listings gatherings gathering_rounds first_shown fetches "
            + "turns");
        Own("Subscribers", "topic_sets subscribers subscriptions consents suppressions address_changes "
            + "former_subscribers former_digests saved_papers saved_reminders");
        Own("Papers.Summaries", "paper_summaries summary_days");
        Own("Subscribers.Keys", "keys");
        Own("Subscribers.Libraries", "libraries");
        Own("Digests.Choosing", "digests digest_papers");
        Own("Outbox", "outbox attempts relay_days relay_rests brake mail_days");
        Own("Planning", "plan_cohorts plan_members");
        Own("Bounces", "returns returns_begun bounces mailboxes");
        Own("Today", "mail_figures figure_marks rounds");
        Own("Web",
            "signups form_keys form_seals link_requests mailbox_letters admin_sessions admin_audit "
                + "api_keys api_answers shelves");
    }

    private static void Own(string room, string tables)
    {
        foreach (var table in tables.Split(' '))
        {
            Rooms.Add(table, room);
        }
    }

    /// <summary>One line for each table of a later room that the SQL of a file names.</summary>
    public static IEnumerable<string> Foreign(SemanticModel model)
    {
        var folder = Path.GetDirectoryName(model.SyntaxTree.FilePath)!;
        var room = RoomOrder.Room(string.Join('.', Path.GetRelativePath(SourceCode.Folder, folder)
            .Split(Path.DirectorySeparatorChar)));
        return room is null ? []
            : model.SyntaxTree.GetRoot().DescendantNodes()
                .SelectMany(node => Tables(node).Where(table => RoomOrder.IsLater(Rooms[table], room))
                    .Select(table => $"{SourceCode.Place(node)} names {table} of {Rooms[table]}"));
    }

    /// <summary>The tables that the text of a string names as SQL does.</summary>
    private static IEnumerable<string> Tables(SyntaxNode node) => Named().Matches(Text(node))
        .Select(match => match.Groups[1].Value).Where(Rooms.ContainsKey).Distinct();

    private static string Text(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => IsTableArgument(node) ? "INTO " + text : text,
        InterpolatedStringExpressionSyntax whole => string.Concat(whole.Contents.Select(part =>
            part is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : " ")),
        _ => "",
    };

    /// <summary>Methods of the database that take the name of a table.</summary>
    private static bool IsTableArgument(SyntaxNode node) =>
        node.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
            && call.Expression.ToString() is var name
            && (name.EndsWith("." + nameof(Database.BulkAsync), StringComparison.Ordinal)
                || name.EndsWith("." + nameof(Database.ReserveIdsAsync), StringComparison.Ordinal));

    /// <summary>Tables that the migrations make and nobody owns.</summary>
    public static IEnumerable<string> Unowned() =>
        Directory.EnumerateFiles(Path.Combine(SourceCode.Folder, "Storage", "Migrations"), "*.sql",
            SearchOption.AllDirectories)
            .SelectMany(file => Made().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Where(table => !Rooms.ContainsKey(table) && !table.StartsWith("qrtz_", StringComparison.OrdinalIgnoreCase)
                && !table.EndsWith("_new", StringComparison.Ordinal))
            .Distinct();

    [GeneratedRegex(@"\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(\w+)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [GeneratedRegex(@"CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Made();
}
