using System.Globalization;

namespace DigestMailer.Benchmarks.Pages;

/// <summary>Apache's <c>ab</c>: how many requests an address answers.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Slowest">Milliseconds within which 99 of 100 were answered.</param>
/// <param name="Longest">Milliseconds of the slowest of all.</param>
internal sealed record ApacheBench(double Rate, double Slowest, double Longest)
{
    private const int Connections = 64;

    // In seconds; a program from before may need longer than the usual 30 for its first answers.
    private const int Patience = 120;

    /// <exception cref="InvalidOperationException">Something was not answered with 200.</exception>
    public static async Task<ApacheBench> RunAsync(string address, int requests, int connections = Connections)
    {
        var child = await Child.RunAsync("ab",
            ["-q", "-l", "-s", $"{Patience}", "-c", $"{connections}", "-n", $"{requests}", address]);
        if (child.Output.Contains("Non-2xx", StringComparison.Ordinal) || Number(child.Output, "Failed requests:") > 0)
        {
            throw new InvalidOperationException($"{address} did not answer all with 200: {child.Output}");
        }

        return new(Number(child.Output, "Requests per second:"), Number(child.Output, "  99%"),
            Number(child.Output, " 100%"));
    }

    private static double Number(string output, string name)
    {
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"ab said nothing of {name}: {output}");
        return double.Parse(line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0],
            CultureInfo.InvariantCulture);
    }
}
