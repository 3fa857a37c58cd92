using DigestMailer.Papers.Text;
using Microsoft.Extensions.Options;

namespace DigestMailer.Papers.Summaries;

/// <summary>Rejects settings of the summaries that cannot work.</summary>
internal sealed class SummaryValidation : IValidateOptions<SummaryOptions>
{
    private const int LongestModel = 200;

    public ValidateOptionsResult Validate(string? name, SummaryOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(SummaryOptions options)
    {
        if (!options.IsOn)
        {
            if (options.Model.Length > 0 || options.ApiKey is not null)
            {
                yield return "Summaries:Endpoint is empty, so the model is never asked; set it, or leave out the other "
                    + "settings of Summaries.";
            }

            yield break;
        }

        if (!SafeUrl.Is(options.Endpoint))
        {
            yield return $"Summaries:Endpoint: \"{options.Endpoint}\" is not valid; write an http or https address "
                + "such as http://localhost:11434/v1.";
        }

        if (string.IsNullOrWhiteSpace(options.MadeBy) || options.Model.Length > LongestModel
            || options.Model.Any(char.IsControl))
        {
            yield return "Summaries:Model: it is not valid; write the name of one model as the service lists it.";
        }

        if (options.ApiKey?.Any(c => c is < '!' or > '~') == true)
        {
            yield return "Summaries:ApiKey: it is not valid; a key has no spaces and no letters outside ASCII.";
        }
    }
}
