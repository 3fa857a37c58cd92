using Microsoft.Extensions.Options;

namespace DigestMailer.Topics.Meaning;

/// <summary>
/// The table of the settings, read once when something asks for it. If it cannot be used, words alone are compared,
/// and the fault is there for those who ask: a digest never waits for it.
/// </summary>
internal sealed class MeaningSource(IOptions<MeaningOptions> options, ILogger<MeaningSource> log)
{
    private readonly Lazy<(MeaningTable? Table, string? Fault)> read = new(() => Read(options.Value, log));

    /// <summary>By which vectors the settings compare papers.</summary>
    public MeaningVectorsKind Kind => options.Value.Vectors;

    /// <summary>Null where none is wanted, or none can be used.</summary>
    public MeaningTable? Table => read.Value.Table;

    /// <summary>Why words alone are compared although a table is wanted; null where all is well.</summary>
    public string? Fault => read.Value.Fault;

    private static (MeaningTable?, string?) Read(MeaningOptions options, ILogger log)
    {
        if (options.Vectors != MeaningVectorsKind.Table)
        {
            return (null, null);
        }

        var (table, fault) = MeaningTable.Load(Path.Combine(AppContext.BaseDirectory, options.Table));
        if (fault is not null)
        {
            fault = $"Papers are compared by words alone: {fault}; install the program again, or correct Meaning:Table";
            log.LogWarning("{Fault}", fault);
        }

        return (table, fault);
    }
}
