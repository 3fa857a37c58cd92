using System.ComponentModel.DataAnnotations;

namespace DigestMailer.Topics.Meaning;

/// <summary>How papers are compared by meaning.</summary>
internal sealed class MeaningOptions
{
    /// <summary>The table that is shipped, next to the program.</summary>
    public const string ShippedTable = "meaning/meaning.table";

    /// <summary>
    /// By which vectors: <c>Table</c> is shipped with the program and costs next to nothing; where it does not fit the
    /// papers of the last month, <c>Latent</c> takes its place, vectors made each night of those papers alone;
    /// <c>None</c> compares words alone.
    /// </summary>
    [EnumDataType(typeof(MeaningVectorsKind))]
    public MeaningVectorsKind Vectors { get; set; } = MeaningVectorsKind.Table;

    /// <summary>
    /// The file of the table, of one's own fitting perhaps. Relative paths begin where the program is, because the
    /// shipped table is there.
    /// </summary>
    [Required]
    public string Table { get; set; } = ShippedTable;
}
