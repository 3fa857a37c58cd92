using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace DigestMailer.Tests;

/// <summary>What axe, the checker of accessibility, finds on a page.</summary>
internal static class Axe
{
    // Only what is wrong comes back: the rest of what axe says is longer than the page.
    private const string Run = """
        without => axe.run(document, {
            resultTypes: ['violations'],
            rules: Object.fromEntries(without.map(rule => [rule, { enabled: false }])),
        }).then(found => found.violations.map(fault =>
            `${fault.id}: ${fault.help} (${fault.nodes.slice(0, 3).map(node => node.html).join(' | ')})`))
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <param name="without">Names of rules that are left out.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, params string[] without)
    {
        await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(Run, without);
    }
}
