using System.CommandLine;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Libraries;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary>
/// <c>subscribers library</c>: connects a person's Zotero library, reads it now, or ends it. The key is never an
/// argument, which other users of the machine could see.
/// </summary>
internal sealed class SubscribersLibraryCommand : OneShotCommand
{
    private readonly Argument<string> email = new("EMAIL") { Description = "The address." };
    private readonly Option<string?> digest =
        new("--digest") { Description = "For which of their digests; the first one if left out.", HelpName = "NAME" };
    private readonly Option<string?> key = new("--key-file")
    {
        Description = "Connects it with the key in the first line of this file; - reads standard input.",
        HelpName = "FILE",
    };
    private readonly Option<bool> refresh = new("--refresh") { Description = "Reads it now instead of next week." };
    private readonly Option<bool> remove =
        new("--remove") { Description = "Deletes the key; the papers stay among those that the person liked." };

    public SubscribersLibraryCommand(IReadOnlyList<string> settings)
        : base(settings, "library",
            "Connect a subscriber's Zotero library, whose newest papers count as liked; without an option, show it.",
            "digestmailer subscribers library reader@example.org --key-file key.txt")
    {
        Arguments.Add(email);
        foreach (var option in new Option[] { digest, key, refresh, remove })
        {
            Options.Add(option);
        }
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var address = arguments.GetRequiredValue(email);
        var subscriber = await OneDigest.FindAsync(session, address, arguments.GetValue(digest), cancel);
        var desk = session.Get<LibraryDesk>();
        if (arguments.GetValue(remove))
        {
            await desk.RemoveAsync(subscriber.Id, cancel);
        }
        else if (arguments.GetValue(key) is { } file)
        {
            Demand(desk.IsOpen);
            Say(await desk.ConnectAsync(subscriber.Id, await KeyAsync(file, cancel), cancel));
        }
        else if (arguments.GetValue(refresh))
        {
            Demand(desk.IsOpen);
            Say(await desk.ReadAsync(subscriber.Id, cancel)
                ?? throw new RefusedException($"{address} has connected no library."));
        }

        var library = await session.Get<LibraryStore>().FindAsync(subscriber.Id, cancel);
        session.Show(new
        {
            connected = library is not null,
            owner = library?.Name,
            rejected = library is not null && library.Sealed is null,
            papers = library?.Papers.Count ?? 0,
            readAt = library?.ReadAt,
            nextAt = library?.NextAt,
        }, console => console.WriteLine(library is null ? $"{address} has connected no library"
            : Line(address, library)));
        return ExitCode.Done;
    }

    private static string Line(string address, Library library) =>
        $"{address} has connected the library of {library.Name}: {library.Papers.Count} papers; "
            + (library.Sealed is null ? "Zotero rejects its key" : $"the next reading is at {library.NextAt:u}");

    private static void Demand(bool isOpen)
    {
        if (!isOpen)
        {
            throw new RefusedException("Zotero:Enabled is false, so no library is read; set it to true.");
        }
    }

    private static async Task<string> KeyAsync(string file, CancellationToken cancel)
    {
        if (file != "-" && !File.Exists(file))
        {
            throw new RefusedException($"There is no file {file}.");
        }

        using var reader = file == "-" ? Console.In : new StreamReader(file);
        return await reader.ReadLineAsync(cancel) ?? "";
    }

    private static void Say(LibraryReport report)
    {
        var fault = report.End switch
        {
            ZoteroEnd.Rejected => "Zotero rejects this key; make a new one at zotero.org/settings/keys.",
            ZoteroEnd.MayWrite => "This key may change a library; make one that may only read.",
            ZoteroEnd.MayNotRead => "This key may not read its owner's library; make one that may.",
            ZoteroEnd.Unavailable => "Zotero does not answer, or asks us to wait; try again later.",
            _ => null,
        };
        if (fault is not null)
        {
            throw new RefusedException(fault);
        }
    }
}
