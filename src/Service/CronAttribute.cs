using System.ComponentModel.DataAnnotations;
using Quartz;

namespace DigestMailer.Service;

/// <summary>The setting is a Quartz cron expression that comes round at least once more.</summary>
/// <param name="example">How it is written, for the one who wrote it otherwise.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CronAttribute(string example) : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        // The example needs no trial: commands with the settings as shipped start without Quartz.
        value is string text && (text == example || ComesRound(text))
            ? ValidationResult.Success
            : new ValidationResult($"\"{value}\" is not a Quartz cron expression; write it as \"{example}\".");

    private static bool ComesRound(string text) => CronExpression.TryParse(text, out var cron)
        && cron.GetNextValidTimeAfter(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)) is not null;
}
