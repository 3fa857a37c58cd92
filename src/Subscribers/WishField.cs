namespace DigestMailer.Subscribers;

/// <summary>
/// One wish, defined once: SQL, CSV, options, JSON and form fields are derived from it.
/// </summary>
internal sealed record WishField
{
    /// <summary>The column of a CSV and the field of a form.</summary>
    public required string Name { get; init; }

    /// <summary>The column of the table <c>subscriptions</c>, or of <c>subscribers</c>.</summary>
    public required string Column { get; init; }

    /// <summary>Whether the column is one of <c>subscribers</c>, whose rows are written with the address.</summary>
    public bool IsOfSubscriber { get; init; }

    /// <summary>Whether the column holds numbers; else text.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether it is a tick: an option without a value, yes or nothing as text.</summary>
    public bool IsFlag { get; init; }

    /// <summary>Whether a form may show it as a plain line of text that needs no control of its own.</summary>
    public bool IsLine { get; init; }

    /// <summary>The name in JSON where it is not <see cref="Name"/>.</summary>
    public string? JsonName { get; init; }

    /// <summary>What <c>--help</c> says of the option, its default included.</summary>
    public required string Help { get; init; }

    /// <summary>What stands for the value in <c>--help</c>.</summary>
    public string HelpName { get; init; } = "TEXT";

    /// <summary>As a person writes it; null where there is nothing to write.</summary>
    public required Func<Wishes, string?> Text { get; init; }

    /// <summary>The wishes with what a person wrote, or the fault in one line.</summary>
    public required Func<Wishes, string, WishReading> Read { get; init; }

    /// <summary>The value of the column.</summary>
    public required Func<Wishes, object?> Stored { get; init; }

    /// <summary>The wishes with the value of the column.</summary>
    public required Func<Wishes, object?, Wishes> Load { get; init; }

    /// <summary>The value in JSON where it is not <see cref="Text"/>.</summary>
    public Func<Wishes, object?>? Printed { get; init; }

    public string Json => JsonName ?? Name;

    /// <summary>The option of a command, such as <c>--tell-if-empty</c>.</summary>
    public string Option =>
        "--" + string.Concat(Json.Select(c => char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}"));

    public object? Print(Wishes wishes) => Printed is null ? Text(wishes) : Printed(wishes);

    /// <summary>A wish that is a line of text and may be empty.</summary>
    public static WishField Line(string name, string help, Func<Wishes, string?> get, Func<Wishes, string?, Wishes> set,
        int most = 100) =>
        new()
        {
            Name = name,
            Column = name,
            Help = help,
            IsLine = true,
            Text = get,
            Read = (wishes, text) => text.Length <= most && !text.Any(char.IsControl)
                ? new(set(wishes, text), null)
                : new(null, $"{name} is not valid: use one line of at most {most} characters"),
            Stored = get,
            Load = (wishes, value) => set(wishes, value as string),
        };

    /// <summary>A wish that is a tick, off unless it is asked for.</summary>
    public static WishField Flag(string name, string column, string help, Func<Wishes, bool> get,
        Func<Wishes, bool, Wishes> set) =>
        new()
        {
            Name = name,
            Column = column,
            Help = help,
            IsFlag = true,
            IsNumber = true,
            Text = wishes => get(wishes) ? "yes" : null,
            Read = (wishes, text) => Ticked(text) is { } ticked
                ? new(set(wishes, ticked), null)
                : new(null, $"{name} is \"{text}\"; use yes or no"),
            Stored = wishes => get(wishes) ? 1 : 0,
            Load = (wishes, value) => set(wishes, Convert.ToInt64(value, null) != 0),
            Printed = wishes => get(wishes),
        };

    /// <summary>Whether a word means yes or no; null where it means neither.</summary>
    public static bool? Ticked(string text) => text.Trim().ToLowerInvariant() switch
    {
        "yes" or "true" or "1" or "y" or "t" or "x" or "on" or "1.0" => true,
        "no" or "false" or "0" or "n" or "f" or "off" or "" or "0.0" => false,
        _ => null,
    };
}

/// <summary>Wishes with one more read into them, or the fault.</summary>
internal readonly record struct WishReading(Wishes? Wishes, string? Fault);
