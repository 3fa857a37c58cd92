using System.ComponentModel.DataAnnotations;

namespace DigestMailer.Settings;

/// <summary>The shortest and the longest duration that a setting takes, written as in the settings.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationRangeAttribute : RangeAttribute
{
    public DurationRangeAttribute(string minimum, string maximum)
        : base(typeof(TimeSpan), minimum, maximum) =>
        (ParseLimitsInInvariantCulture, ConvertValueInInvariantCulture) = (true, true);
}
