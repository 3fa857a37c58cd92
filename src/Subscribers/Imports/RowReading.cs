using DigestMailer.Subscribers.Several;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Subscribers.Imports;

/// <summary>The rows of one file, made into people or faults.</summary>
internal sealed class RowReading(TopicCatalogue catalogue, ColumnMap columns, ImportConsent consent,
    DateTimeOffset now)
{
    private const int MostInName = 200;
    private const int MostJudged = 1000;

    // Most rows of a file wish the same: they are checked once and share one object.
    private readonly Dictionary<string, (Wishes? Wishes, string? Fault)> known = [];

    private readonly Dictionary<string, string> proofs = [];

    // Texts of consents are judged once too; bounded, since a file may have another one in each row.
    private readonly Recall<string, bool> judged = new(ConsentText.Proves, MostJudged, (_, _) => 1);

    public List<Enrolment> People { get; } = [];

    public List<string> Faults { get; } = [];

    /// <summary>Dates of consent that were not read, as <c>line N "date"</c>.</summary>
    public List<string> UnreadDates { get; } = [];

    public void Take(CsvRow row)
    {
        var (person, fault) = Read(row);
        if (person is not null)
        {
            People.Add(person);
        }
        else
        {
            Faults.Add($"line {row.Line}: {fault}");
        }
    }

    private (Enrolment? Person, string? Fault) Read(CsvRow row)
    {
        if (Damage(row) is { } damage)
        {
            return (null, damage);
        }

        if (!EmailAddress.TryParse(columns.Value(row, Meaning.Email), out var email, out var fault))
        {
            return (null, fault);
        }

        var (digest, misnamed) = DigestName.Read(columns.Value(row, Meaning.Digest));
        if (misnamed is not null)
        {
            return (null, misnamed);
        }

        var standing = RowStanding.Of(columns, row, now, judged.Get);
        if (standing.UnreadDate is { } date && consent.Confirms(standing))
        {
            UnreadDates.Add($"line {row.Line} \"{date}\"");
        }

        var (wishes, wrong) = WishesOf(row);
        return wishes is null || standing.Fault is not null ? (null, standing.Fault ?? wrong)
            : (new Enrolment(email, Name(row), wishes, consent.Confirms(standing), "import", Shared(standing.Proof))
            {
                Digest = digest,
                Line = row.Line,
                ConsentedAt = standing.ConsentedAt,
                IsDayOfRow = !standing.HasOwnDay,
                HasLeft = standing.HasLeft,
                LeftAt = standing.LeftAt,
                MayReturn = consent.Resubscribe,
            }, null);
    }

    /// <summary>One object for all rows that name the same proof, as most of a file do.</summary>
    private string? Shared(string? proof) =>
        proof is null ? null
        : proofs.TryGetValue(proof, out var same) ? same
        : proofs[proof] = proof;

    private string? Damage(CsvRow row) =>
        row.Fault is not null ? row.Fault
        : row.Values.Any(value => value.Contains('\0', StringComparison.Ordinal))
            ? "it holds a zero byte, which is not text"
        : row.Values.Skip(columns.Count).Any(value => !string.IsNullOrWhiteSpace(value))
            ? $"it has {row.Values.Length} values for {columns.Count} columns; quote a value that holds a delimiter"
        : null;

    private string? Name(CsvRow row)
    {
        var name =
            columns.Value(row, Meaning.Name)
                ?? string.Join(' ', Parts(columns.Value(row, Meaning.First), columns.Value(row, Meaning.Last))
                    .Where(part => part is not null).Select(part => part!.Trim()));
        name = name.Trim(' ', '\u00A0', '\uFEFF', '\u200B').Normalize();
        return name.Length == 0 ? null : name.Length > MostInName ? name[..MostInName] : name;
    }

    /// <summary>The parts of a name in the order of its script: Chinese, Japanese and Korean begin with the family.
    /// </summary>
    private static string?[] Parts(string? first, string? last) =>
        last is not null && FoldedText.IsIdeograph(last.EnumerateRunes().FirstOrDefault()) ? [last, first]
            : [first, last];

    private (Wishes? Wishes, string? Fault) WishesOf(CsvRow row)
    {
        var topics = columns.Value(row, Meaning.Topics);
        var queries = columns.Value(row, Meaning.Queries);
        var texts = WishFields.All.Select(field => columns.Wish(row, field)).ToArray();
        var key = string.Join('\u001F', [topics, queries, .. texts]);
        if (!known.TryGetValue(key, out var read))
        {
            var place = 0;
            read = WishesInput.From(Several(topics), Several(queries), _ => texts[place++]).Check(catalogue);
            known[key] = read;
        }

        return read;
    }

    /// <summary>The parts between semicolons that are not within quotes.</summary>
    private static string[] Several(string? text)
    {
        if (text is null)
        {
            return [];
        }

        var (parts, start, quoted) = (new List<string>(), 0, false);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ';' && !quoted))
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
        }

        return [.. parts.Where(part => part.Length > 0)];
    }
}
