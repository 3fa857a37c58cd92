using System.ComponentModel.DataAnnotations;

namespace DigestMailer.Storage;

/// <summary>Nightly copies of the database.</summary>
internal sealed class BackupOptions
{
    /// <summary>
    /// The folder that nightly copies go to; empty means none. Use another disk, and copy them to another machine from
    /// there: they hold personal data and link keys.
    /// </summary>
    public string Folder { get; set; } = "";

    /// <summary>
    /// How many nightly copies are kept: a week, since a fault may be noticed only after the weekend. The oldest is
    /// deleted once a new one is complete.
    /// </summary>
    [Range(1, 1000)]
    public int Keep { get; set; } = 7;
}
