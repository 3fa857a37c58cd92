using Spectre.Console;

namespace DigestMailer.Cli;

/// <summary>How far long work has come; only that it goes on, until it is known how much there is.</summary>
internal sealed class ProgressBar : IProgress<int>
{
    private readonly ProgressTask? shown;

    /// <param name="shown">Where it is drawn; null where nobody watches.</param>
    public ProgressBar(ProgressTask? shown)
    {
        this.shown = shown;
        shown?.IsIndeterminate(true);
    }

    /// <summary>Says how many steps there are.</summary>
    public void Expect(int total) => shown?.IsIndeterminate(false).MaxValue(total);

    public void Report(int value) => shown?.Value(value);
}
