using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DigestMailer.Tests.Architecture;

/// <summary>The order of the rooms, and what a file uses against it.</summary>
internal static class RoomOrder
{
    /// <summary>A room uses itself and those before it; its own registration and the doors may use all.</summary>
    private static readonly string[] Rooms =
    [
        "Settings", "Storage", "Storage.Sqlite", "Storage.Postgres", "Storage.Moving", "Storage.Backups",
        "Events",
        "Papers.Text", "Papers", "Papers.Sources", "Papers.Merging", "Papers.Gathering", "Papers.Citations",
        "Papers.Summaries",
        "Topics.Queries", "Topics", "Topics.Meaning", "Topics.Index",
        "Subscribers.Addresses", "Subscribers.Times", "Subscribers.Keys", "Subscribers", "Subscribers.Imports",
        "Subscribers.Libraries",
        "Digests.Languages", "Digests.Templates", "Digests.Choosing", "Digests.Mail",
        "Outbox", "Planning",
        "Delivery.Signing", "Delivery.Refusals", "Delivery.Relays", "Delivery",
        "Bounces.Reports", "Bounces",
        "Today",
    ];

    private static readonly string[] Doors = ["Web", "Service", "Cli"];

    /// <summary>The first steps into a namespace that have a place of their own in the order.</summary>
    private static readonly string[] Known = [.. Rooms, .. Doors];

    /// <summary>One line for each use of a room that comes later.</summary>
    public static IEnumerable<string> Upward(SemanticModel model)
    {
        var file = model.SyntaxTree.FilePath;
        var room = Room(string.Join('.', Path.GetRelativePath(SourceCode.Folder, Path.GetDirectoryName(file)!)
            .Split(Path.DirectorySeparatorChar)));
        if (room is null || Doors.Contains(room) || file.EndsWith("Registration.cs", StringComparison.Ordinal))
        {
            return [];
        }

        return model.SyntaxTree.GetRoot().DescendantNodes()
            .Where(node => node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax)
            .SelectMany(node => Used(model, node).Distinct().Where(used => IsLater(used, room))
                .Select(used => $"{SourceCode.Place(node)} uses {used}"));
    }

    /// <summary>The room of a namespace without "DigestMailer"; null at the root.</summary>
    public static string? Room(string path)
    {
        for (var part = path; part.Length > 0; part = part[..Math.Max(part.LastIndexOf('.'), 0)])
        {
            if (Known.Contains(part))
            {
                return part;
            }
        }

        return null;
    }

    public static bool IsLater(string used, string room) => Array.IndexOf(Known, used) > Array.IndexOf(Known, room);

    private static IEnumerable<string> Used(SemanticModel model, SyntaxNode node)
    {
        var info = model.GetSymbolInfo(node);
        foreach (var symbol in info.Symbol is { } one ? [one] : info.CandidateSymbols)
        {
            var space = symbol is INamespaceSymbol named ? (IsUsing(node) ? named : null)
                : (symbol as INamedTypeSymbol ?? symbol.ContainingType)?.ContainingNamespace;
            var path = space?.ToDisplayString() ?? "";
            if (path.StartsWith("DigestMailer.", StringComparison.Ordinal)
                && Room(path["DigestMailer.".Length..]) is { } room)
            {
                yield return room;
            }
        }
    }

    /// <summary>Whether a name is the whole of a using directive, not a part of it or of a declaration.</summary>
    private static bool IsUsing(SyntaxNode node) =>
        node.Parent is UsingDirectiveSyntax
            || (node.Parent is QualifiedNameSyntax { Parent: UsingDirectiveSyntax } name && name.Right == node);
}
