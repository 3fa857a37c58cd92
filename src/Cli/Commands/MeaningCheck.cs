using System.Globalization;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Meaning;

namespace DigestMailer.Cli.Commands;

/// <summary>Says in one line by what papers are compared, and why if that is not what the settings want.</summary>
internal static class MeaningCheck
{
    /// <param name="frame">By what papers are compared today.</param>
    public static CheckLine Line(MeaningSource source, MeaningFrame frame) => source switch
    {
        { Fault: { } fault } => CheckLine.Warning(fault),
        { Kind: MeaningVectorsKind.None } => CheckLine.Good("Papers are compared by words alone, as set"),
        { Kind: MeaningVectorsKind.Latent } when !frame.IsOfPapers => CheckLine.Warning(
            "Papers are compared by words alone: Meaning:Vectors is Latent, and the last month has too few papers"),
        { Kind: MeaningVectorsKind.Latent } => CheckLine.Good(
            "Papers are compared by words and by vectors made of the last month's papers, as set"),
        _ when frame.IsOfPapers => CheckLine.Warning(string.Create(CultureInfo.InvariantCulture,
            $"Papers are compared by words and by vectors made of the last month's papers: the table of meaning has "
            + $"{frame.TableFits:P0} of their words, less than {FieldFit.Least:P0}; Meaning:Table can name another")),
        _ => CheckLine.Good("Papers are compared by words and by meaning"),
    };
}
