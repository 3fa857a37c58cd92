namespace DigestMailer.Storage;

/// <summary>The words in which SQLite and PostgreSQL differ, for use inside otherwise common SQL.</summary>
/// <param name="Name">Sqlite or Postgres; also the folder of its migrations.</param>
/// <param name="SkipLocked">Ends a sub-select that claims rows, so that two claimers never wait for each other.</param>
/// <param name="JsonValues">Turns a parameter that holds a JSON array into rows with one column <c>value</c>, as text
/// or number.</param>
internal sealed record Dialect(string Name, string SkipLocked, Func<string, string> JsonValues)
{
    public static readonly Dialect Sqlite = new("Sqlite", "",
        parameter => $"(SELECT value FROM json_each({parameter}))");

    public static readonly Dialect Postgres = new("Postgres", "FOR UPDATE SKIP LOCKED",
        parameter => $"(SELECT value::bigint AS value FROM jsonb_array_elements_text({parameter}::jsonb))");

    /// <summary>
    /// Turns a parameter that holds a JSON array of objects into rows with one column <c>value</c>, whose fields are
    /// read by <c>value->>'Name'</c>.
    /// </summary>
    public string JsonRows(string parameter) =>
        Name == "Sqlite" ? $"(SELECT value FROM json_each({parameter}))"
            : $"(SELECT value FROM jsonb_array_elements({parameter}::jsonb))";

    /// <summary>Turns a parameter that holds a JSON array of strings into rows with one column <c>value</c>.</summary>
    public string JsonTexts(string parameter) =>
        Name == "Sqlite" ? $"(SELECT value FROM json_each({parameter}))"
            : $"(SELECT value FROM jsonb_array_elements_text({parameter}::jsonb))";
}
