using System.Reflection;

namespace DigestMailer.Settings;

/// <summary>The version of this program, from the one place where it is written: Directory.Build.props.</summary>
internal static class ProductVersion
{
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;
}
